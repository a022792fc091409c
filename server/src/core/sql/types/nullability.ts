/** Whether calls and operators can give NULL. Knows those that never do for what is not NULL; of others it says nothing. */

interface Part {
	readonly nullable?: boolean;
}

/** Never NULL, whatever comes in. */
const NEVER = new Set(
	'count row_number rank dense_rank ntile cume_dist percent_rank concat concat_ws json_build_object jsonb_build_object json_build_array jsonb_build_array num_nulls num_nonnulls now statement_timestamp clock_timestamp transaction_timestamp gen_random_uuid random pi version'.split(
		' ',
	),
);

/** NULL for NULL, and only then. */
const STRICT = new Set(
	'abs ascii btrim ceil ceiling char_length character_length length octet_length chr date date_part date_trunc degrees encode decode exp extract floor initcap left lower lpad ltrim make_date make_timestamp md5 mod overlay position power repeat replace reverse right round rpad rtrim sha256 sign split_part sqrt starts_with strpos substr timezone to_char to_date to_number to_timestamp translate trim trunc upper normalize'.split(
		' ',
	),
);

const STRICT_OPERATORS = new Set('+ - * / % ^ || = <> != < > <= >= ~~ !~~ ~~* !~~* ~ !~ ~* !~*'.split(' '));

export function nullableCall(name: string, parts: readonly Part[], isWindow: boolean): boolean | undefined {
	if (NEVER.has(name)) return false;
	if (isWindow || !STRICT.has(name)) return undefined;
	return nullableStrict(parts);
}

export function nullableOperator(name: string, parts: readonly Part[]): boolean | undefined {
	return STRICT_OPERATORS.has(name) ? nullableStrict(parts) : undefined;
}

function nullableStrict(parts: readonly Part[]): boolean | undefined {
	if (parts.some(part => part.nullable === true)) return true;
	return parts.every(part => part.nullable === false) ? false : undefined;
}
