/** Who is offered as the one who went through a test by hand. */

import { expect, test } from 'vitest';
import { personAt } from '../../server/src/files/person';

const asked = (files: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = { USER: 'ada' }) =>
	personAt(
		{ text: file => files[file], folders: () => ['/a/shop/', '/a/', '/'], home: () => '/ada' },
		'/a/shop/a.migration.yaml',
		name => variables[name],
	);

test.each([
	['the repository before the user', { '/a/.git/config': '[user]\n\tname = Ada\n', '/ada/.gitconfig': '[user]\nname = Grace' }, 'Ada'],
	['the user', { '/a/.git/config': '[core]\n\tname = no\n', '/ada/.gitconfig': '[user]\r\nname = Grace Hopper\r\n' }, 'Grace Hopper'],
	['the other place of the user', { '/ada/.config/git/config': '[user]\nname = Linus' }, 'Linus'],
	['quotes, comments and capitals', { '/ada/.gitconfig': '[User]\n; name = no\n\tName = "Ada \\"L\\" # L" ; yes\n' }, 'Ada "L" # L'],
	['another section ends it', { '/ada/.gitconfig': '[user]\nemail = a@b\n[user "x"]\nname = no\n' }, 'ada'],
	['on one line', { '/ada/.gitconfig': '[user] name = Ada # me\n' }, 'Ada'],
	['nothing', {}, 'ada'],
])('%s', (_, files, expected) => expect(asked(files as Readonly<Record<string, string>>)).toBe(expected));

test('of Windows, and of nobody', () => {
	expect(asked({}, { USERNAME: 'Ada' })).toBe('Ada');
	expect(asked({}, {})).toBeUndefined();
});
