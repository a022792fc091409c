import { expect, test } from 'vitest';
import { parseSettings } from '../../../server/src/core/spec/settings';

test('severities by code', () => {
	const { rules, findings } = parseSettings('/settings.yaml', 'rules:\n  unknown-table: warning\n  sql-syntax: off\n');
	expect([...rules]).toEqual([
		['unknown-table', 'warning'],
		['sql-syntax', 'off'],
	]);
	expect(findings).toEqual([]);
});

test('kinds of data whose values may be shown', () => {
	const of = (text: string) => {
		const { shownSamples, findings } = parseSettings('/settings.yaml', text);
		return [[...shownSamples].join(), findings.map(({ code }) => code).join()];
	};
	expect(of('samples: { personal: shown, confidential: hidden }')).toEqual(['personal', '']);
	expect(of('samples: { personal: yes, secret: shown }')).toEqual(['', 'invalid-value,unknown-key']);
	expect(of('rules: {}')).toEqual(['', '']);
});

test('what is not understood is told, and sets nothing', () => {
	const { rules, codes, findings } = parseSettings('/settings.yaml', 'rules:\n  unknown-table: fatal\ncolour: red\n');
	expect([...rules]).toEqual([]);
	expect(codes.map(code => code.text)).toEqual(['unknown-table']);
	expect(findings.map(({ code, args }) => [code, args.key])).toEqual([
		['invalid-value', 'unknown-table'],
		['unknown-key', 'colour'],
	]);
});

test('broken YAML and a wrong root are told', () => {
	expect(parseSettings('/settings.yaml', 'rules: {').findings.map(finding => finding.code)).toContain('yaml-syntax');
	expect(parseSettings('/settings.yaml', '- rules').findings.map(finding => finding.code)).toEqual(['wrong-type']);
});
