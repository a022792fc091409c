/** Every rule, by its code. A rule that is not in this list does not run; `test/architecture.test.ts` compares it with the folder. */

import { aggregateWithoutGroupBy } from './aggregateWithoutGroupBy';
import { ambiguousColumn } from './ambiguousColumn';
import { catalogMissing } from './catalogMissing';
import { catalogStale } from './catalogStale';
import { checkViolated } from './checkViolated';
import { columnMappedTwice } from './columnMappedTwice';
import { criticalWithoutReconciliation } from './criticalWithoutReconciliation';
import { cutoverExceedsWindow } from './cutoverExceedsWindow';
import { cutoverInBlackout } from './cutoverInBlackout';
import { deltaMissesDeletes } from './deltaMissesDeletes';
import { deltaWithoutHighWater } from './deltaWithoutHighWater';
import { dualWriteUndefined } from './dualWriteUndefined';
import { duplicateKey } from './duplicateKey';
import { duplicateName } from './duplicateName';
import { enumValueMissing } from './enumValueMissing';
import { fallbackMissing } from './fallbackMissing';
import { foreignKeyCycle } from './foreignKeyCycle';
import { foreignKeyOrder } from './foreignKeyOrder';
import { foreignKeyTargetNotMigrated } from './foreignKeyTargetNotMigrated';
import { freezeMissing } from './freezeMissing';
import { gateOnNothing } from './gateOnNothing';
import { generatedColumnWritten } from './generatedColumnWritten';
import { highRiskWithoutContingency } from './highRiskWithoutContingency';
import { highWaterOfOneTable } from './highWaterOfOneTable';
import { identityAlwaysWritten } from './identityAlwaysWritten';
import { includeNotFound } from './includeNotFound';
import { incompatibleType } from './incompatibleType';
import { invalidDuration } from './invalidDuration';
import { invalidTime } from './invalidTime';
import { invalidValue } from './invalidValue';
import { jsonToText } from './jsonToText';
import { justificationMissing } from './justificationMissing';
import { keyNotUnique } from './keyNotUnique';
import { lookupBeforeLoad } from './lookupBeforeLoad';
import { lookupNotComparable } from './lookupNotComparable';
import { lookupWithoutPartner } from './lookupWithoutPartner';
import { lossyFloat } from './lossyFloat';
import { mapIncomplete } from './mapIncomplete';
import { mappedAndIgnored } from './mappedAndIgnored';
import { mappingNotInPhase } from './mappingNotInPhase';
import { mergeKey } from './mergeKey';
import { missingKey } from './missingKey';
import { missingReason } from './missingReason';
import { missingRequiredKey } from './missingRequiredKey';
import { narrowingLength } from './narrowingLength';
import { narrowingPrecision } from './narrowingPrecision';
import { narrowingRange } from './narrowingRange';
import { needsCast } from './needsCast';
import { noPointOfNoReturn } from './noPointOfNoReturn';
import { notAnExpression } from './notAnExpression';
import { notAQuery } from './notAQuery';
import { notRepeatable } from './notRepeatable';
import { nullableToNotNull } from './nullableToNotNull';
import { nullConcatenation } from './nullConcatenation';
import { orphanedRows } from './orphanedRows';
import { phaseCycle } from './phaseCycle';
import { phaseLeavesRows } from './phaseLeavesRows';
import { phaseWithoutEffect } from './phaseWithoutEffect';
import { plaintextPassword } from './plaintextPassword';
import { quotesLost } from './quotesLost';
import { riskWithoutMitigation } from './riskWithoutMitigation';
import { riskWithoutOwner } from './riskWithoutOwner';
import { rollbackExceedsWindow } from './rollbackExceedsWindow';
import { rowsDroppedWithoutReason } from './rowsDroppedWithoutReason';
import type { Rule } from './rule';
import { sequenceNotReset } from './sequenceNotReset';
import { sqlCutByYaml } from './sqlCutByYaml';
import { sqlSyntax } from './sqlSyntax';
import { sslDisabledInProduction } from './sslDisabledInProduction';
import { stepCycle } from './stepCycle';
import { stepWithoutOwner } from './stepWithoutOwner';
import { stepWithoutRollback } from './stepWithoutRollback';
import { strategyContradiction } from './strategyContradiction';
import { targetUniqueNotGuaranteed } from './targetUniqueNotGuaranteed';
import { timeZoneAssumed } from './timeZoneAssumed';
import { timeZoneLost } from './timeZoneLost';
import { unknownCheck } from './unknownCheck';
import { unknownColumn } from './unknownColumn';
import { unknownConnection } from './unknownConnection';
import { unknownFunction } from './unknownFunction';
import { unknownKey } from './unknownKey';
import { unknownLookup } from './unknownLookup';
import { unknownMapping } from './unknownMapping';
import { unknownParameter } from './unknownParameter';
import { unknownPlanFact } from './unknownPlanFact';
import { unknownRole } from './unknownRole';
import { unknownStep } from './unknownStep';
import { unknownTable } from './unknownTable';
import { unknownTransform } from './unknownTransform';
import { unmappedRequiredColumn } from './unmappedRequiredColumn';
import { unmappedSourceColumn } from './unmappedSourceColumn';
import { unmappedSourceTable } from './unmappedSourceTable';
import { unmappedTargetColumn } from './unmappedTargetColumn';
import { unmappedTargetTable } from './unmappedTargetTable';
import { unsafeFunction } from './unsafeFunction';
import { unsetVariable } from './unsetVariable';
import { unsupportedVersion } from './unsupportedVersion';
import { unusedIgnore } from './unusedIgnore';
import { unusedLookup } from './unusedLookup';
import { unusedParameter } from './unusedParameter';
import { unusedView } from './unusedView';
import { valueNotInTargetEnum } from './valueNotInTargetEnum';
import { valuesRejected } from './valuesRejected';
import { valuesReplaced } from './valuesReplaced';
import { windowExceedsDowntime } from './windowExceedsDowntime';
import { writesData } from './writesData';
import { wrongType } from './wrongType';
import { yamlSyntax } from './yamlSyntax';

export const rules: readonly Rule[] = [
	aggregateWithoutGroupBy,
	ambiguousColumn,
	catalogMissing,
	catalogStale,
	checkViolated,
	columnMappedTwice,
	criticalWithoutReconciliation,
	cutoverExceedsWindow,
	cutoverInBlackout,
	deltaMissesDeletes,
	deltaWithoutHighWater,
	dualWriteUndefined,
	duplicateKey,
	duplicateName,
	enumValueMissing,
	fallbackMissing,
	foreignKeyCycle,
	foreignKeyOrder,
	foreignKeyTargetNotMigrated,
	freezeMissing,
	gateOnNothing,
	generatedColumnWritten,
	highRiskWithoutContingency,
	highWaterOfOneTable,
	identityAlwaysWritten,
	includeNotFound,
	incompatibleType,
	invalidDuration,
	invalidTime,
	invalidValue,
	jsonToText,
	justificationMissing,
	keyNotUnique,
	lookupBeforeLoad,
	lookupNotComparable,
	lookupWithoutPartner,
	lossyFloat,
	mapIncomplete,
	mappedAndIgnored,
	mappingNotInPhase,
	mergeKey,
	missingKey,
	missingReason,
	missingRequiredKey,
	narrowingLength,
	narrowingPrecision,
	narrowingRange,
	needsCast,
	noPointOfNoReturn,
	notAnExpression,
	notAQuery,
	notRepeatable,
	nullableToNotNull,
	nullConcatenation,
	orphanedRows,
	phaseCycle,
	phaseLeavesRows,
	phaseWithoutEffect,
	plaintextPassword,
	quotesLost,
	riskWithoutMitigation,
	riskWithoutOwner,
	rollbackExceedsWindow,
	rowsDroppedWithoutReason,
	sequenceNotReset,
	sqlCutByYaml,
	sqlSyntax,
	sslDisabledInProduction,
	stepCycle,
	stepWithoutOwner,
	stepWithoutRollback,
	strategyContradiction,
	targetUniqueNotGuaranteed,
	timeZoneAssumed,
	timeZoneLost,
	unknownCheck,
	unknownColumn,
	unknownConnection,
	unknownFunction,
	unknownKey,
	unknownLookup,
	unknownMapping,
	unknownParameter,
	unknownPlanFact,
	unknownRole,
	unknownStep,
	unknownTable,
	unknownTransform,
	unmappedRequiredColumn,
	unmappedSourceColumn,
	unmappedSourceTable,
	unmappedTargetColumn,
	unmappedTargetTable,
	unsafeFunction,
	unsetVariable,
	unsupportedVersion,
	unusedIgnore,
	unusedLookup,
	unusedParameter,
	unusedView,
	valueNotInTargetEnum,
	valuesRejected,
	valuesReplaced,
	windowExceedsDowntime,
	writesData,
	wrongType,
	yamlSyntax,
];
