/** `validate` as JSON: `schemas/report.schema.json`, `#/$defs/validate`. */

import { countProblems, type ValidateReport } from './validateModel';

export function renderValidateJson(report: ValidateReport): string {
	const specs = report.specs.map(({ spec, problems, fit }) => ({
		spec,
		problems: problems.map(({ code, severity, message, file, range, mapping }) => ({
			code,
			severity,
			message,
			file,
			range,
			mapping,
			docs: `docs/rules/${code}.md`,
		})),
		...(fit ? { fit: { ...fit, results: fit.results.map(({ identity: _, ...result }) => result) } } : {}),
	}));
	return `${JSON.stringify({ format: 1, specs, summary: countProblems(report) }, null, 2)}\n`;
}
