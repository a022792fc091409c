import { expect, test } from 'vitest';
import { diffCatalogs, renderChange } from '../../../server/src/core/catalog/diff';
import { catalogText } from '../../support/catalogText';

function checkDiff(before: string, after: string, expected: readonly string[]): void {
	expect(diffCatalogs(catalogText(before), catalogText(after)).map(renderChange)).toEqual(expected);
}

test.each<[string, string, string[]]>([
	['t(a int)', 't(a int) rows 5 bytes 6', []],
	['t(a int, b int)', 't(a int)', ['column public.t.b removed']],
	['t(a int)', 't(a bigint)', ['column public.t.a: type changed from integer to bigint']],
	['t(a int)', 't(a int not null)', ['column public.t.a: nullability changed from nullable to not null']],
	['t(a int default 1)', 't(a int)', ['column public.t.a: default changed from 1 to none']],
	['t(a int)', "t(a int comment 'x')", ['column public.t.a: comment changed from none to x']],
	['t(a int, b int)', 't(b int, a int)', ['table public.t: order of columns changed from a, b to b, a']],
	['t(a int, b int)', 't(b int, c int)', ['column public.t.a removed', 'column public.t.c added']],
	['t(a int)', 'view t(a int)', ['table public.t: kind changed from table to view']],
	['t(a int)', 't(a int)\napp.u(b int)', ['schema app added']],
	['schema app', 'app.u(b int pk)', ['table app.u added']],
	['app.u(b int pk)', 'schema app', ['table app.u removed']],
	[
		't(a int, b int)\nprimary key t(a)',
		't(a int, b int)\nprimary key t(b)',
		[
			'column public.t.a: nullability changed from not null to nullable',
			'column public.t.b: nullability changed from nullable to not null',
			'primary key public.t.t_pkey: columns changed from (a) to (b)',
		],
	],
	['t(a int)', 't(a int unique)', ['unique key public.t.t_a_key added']],
	['t(a int)\nunique t(a)', 't(a int)\nunique t(a) where a > 0', ['unique key public.t.t_a_key: condition changed from none to a > 0']],
	[
		't(a int references u(a))',
		't(a int references v(a))',
		['foreign key public.t.t_a_fkey: reference changed from public.u (a) to public.v (a)'],
	],
	['t(a int)\ncheck t: a > 0', 't(a int)\ncheck t: a > 1', ['check public.t.t_check: expression changed from a > 0 to a > 1']],
	['t(a int)\ntrigger t x: A', 't(a int)\ntrigger t x: B', ['trigger public.t.x: definition changed from A to B']],
	['enum s: a, b', 'enum s: a, c, b', ['enum public.s: labels changed from (a, b) to (a, c, b)']],
	['enum s: a', 'domain s: text', ['enum public.s removed', 'domain public.s added']],
	[
		'domain d: text',
		'domain d: text not null check (value > 1)',
		['domain public.d: nullability changed from nullable to not null', 'check public.d.d_check added'],
	],
	['composite c(a int)', 'composite c(a text)', ['composite public.c: attributes changed from (a integer) to (a text)']],
	['range r: date', 'range r: int', ['range public.r: subtype changed from date to integer']],
	['function f(int) returns int', 'function f(text) returns int', ['function public.f(integer) removed', 'function public.f(text) added']],
	[
		'function f() returns int',
		'volatile function f() returns setof int strict',
		[
			'function public.f(): result changed from integer to setof integer',
			'function public.f(): volatility changed from immutable to volatile',
			'function public.f(): strict changed from no to yes',
		],
	],
	['sequence s', 't(a int)\nsequence s owned by t.a', ['table public.t added', 'sequence public.s: owner changed from none to public.t.a']],
	['cast int as text', 'cast int as text implicit', ['cast integer as text: context changed from explicit to implicit']],
	['setting version 150001', 'setting version 160001', ['server: version changed from 150001 to 160001']],
	['setting search_path a', 'setting search_path a, b', ['server: search path changed from a to a, b']],
])('%s → %s', (before, after, expected) => {
	checkDiff(before, after, expected);
	checkDiff(after, after, []);
});

test('a change is data too', () => {
	expect(diffCatalogs(catalogText('t(a int)'), catalogText('t(a text)'))).toEqual([
		{ kind: 'changed', what: 'column', object: 'public.t.a', property: 'type', before: 'integer', after: 'text' },
	]);
});
