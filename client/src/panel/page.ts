/** The page of a panel before anything is in it. Loads its own style and script and nothing else. Knows nothing of VS Code. */

export interface PageParts {
	/** Of one page, never guessed: only what carries it is applied or run. */
	readonly nonce: string;
	/** Where the bundle is, as the page may load it. */
	readonly script: string;
	readonly style: string;
	/** The URI of the spec that it is of. */
	readonly spec: string;
}

export function renderPage({ nonce, script, style, spec }: PageParts): string {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Crosswalk</title>
<link rel="stylesheet" nonce="${nonce}" href="${style}">
</head>
<body>
<div id="root" data-spec="${escaped(spec)}"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
