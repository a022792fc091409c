/** What a word means in the files beside the specs. */

const encryption: Readonly<Record<string, string>> = {
	disable: 'Never encrypted: whoever listens on the network reads the rows and, where the server asks for it so, the password.',
	prefer: 'Encrypted when the server can, else not. The certificate is not checked. The default.',
	require: 'Encrypted or not at all. The certificate is not checked, so it does not tell which server this is.',
	'verify-ca': 'Encrypted, and the certificate must be signed by an authority that is trusted: that of `ca`, if one is named.',
	'verify-full': 'Like `verify-ca`, and the certificate must be issued for this `host`. The safest.',
};

const severities: Readonly<Record<string, string>> = {
	error: 'Shown as an error.',
	warning: 'Shown as a warning.',
	information: 'Shown as an information.',
	hint: 'Shown as a hint, which lists of problems leave out.',
	off: 'Not shown at all.',
};

const samples: Readonly<Record<string, string>> = {
	hidden: 'Such values stand in no sample; counts are shown. The default.',
	shown: 'Such values stand in samples, and in the files that keep them. For test systems whose data is made up.',
};

const environments: Readonly<Record<string, string>> = {
	production: 'Asks before anything runs on it.',
};

/** `path`: the keys that lead to the word, from the root of its file. Undefined for a word that speaks for itself. */
export function sideWordHelp(path: readonly (string | number)[], word: string): string | undefined {
	const [first, second] = path;
	const table =
		second === 'ssl'
			? encryption
			: second === 'environment'
				? environments
				: first === 'rules'
					? severities
					: first === 'samples'
						? samples
						: {};
	return path.length === 2 && Object.hasOwn(table, word) ? table[word] : undefined;
}
