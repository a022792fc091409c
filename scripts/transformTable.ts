/** The table of transforms for `docs/spec-format.md`, made from the table that the compiler reads. Writes nothing. */

import { renderUsage } from '../server/src/core/transform/arguments';
import { transforms } from '../server/src/core/transform/transforms';

const start = '<!-- Made by `node scripts/run.mjs transformDocs` from server/src/core/transform: change it there. -->';
const end = '<!-- The end of what is made. -->';

/** The page with the table as it must be. Throws when the page has no place for it. */
export function withTransformTable(page: string): string {
	const [before, rest] = page.split(start);
	const [, after] = rest?.split(end) ?? [];
	if (before === undefined || after === undefined) throw new Error(`The page must hold the lines ${start} and ${end}`);
	return `${before}${start}\n\n${table()}\n\n${end}${after}`;
}

function table(): string {
	const rows = [...transforms].map(([name, { argument, input, output, help, mayReject }]) => {
		const cells = [`\`${renderUsage(name, argument)}\``, input, output, mayReject ? 'yes' : '', help];
		return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	});
	return ['| transform | takes | makes | may reject | what it does |', '|---|---|---|---|---|', ...rows].join('\n');
}
