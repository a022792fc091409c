/** Plain values of the Language Server Protocol, and the way to them. Imports no library: the coat in `lsp/` hands them on as they are. */

import { assertNever } from '../core/base/assertNever';
import type { Range } from '../core/base/lines';
import type { Severity } from '../core/base/problem';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#diagnostic */
export interface LspDiagnostic {
	readonly range: Range;
	readonly severity: 1 | 2 | 3 | 4;
	readonly code: string;
	readonly codeDescription?: { readonly href: string };
	readonly source: 'crosswalk';
	readonly message: string;
	readonly relatedInformation?: readonly { readonly location: { readonly uri: string; readonly range: Range }; readonly message: string }[];
	/** What a quick fix needs. */
	readonly data?: unknown;
}

export function toSeverity(severity: Severity): LspDiagnostic['severity'] {
	switch (severity) {
		case 'error':
			return 1;
		case 'warning':
			return 2;
		case 'information':
			return 3;
		case 'hint':
			return 4;
		default:
			return assertNever(severity);
	}
}
