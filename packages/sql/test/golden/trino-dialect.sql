-- rows
count(*)
count(*) FILTER (WHERE (c))

-- nonNull
count("x")
count(*) FILTER (WHERE (("x") IS NOT NULL))

-- nonFinite
count(*) FILTER (WHERE (NOT is_finite("x")) AND (c))

-- sum
sum("x")
sum(CAST("x" AS decimal(38,0)))
sum("x")
sum("x")
ARRAY[CAST(10 AS decimal(38,0)), sum((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296')), sum((((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296')), sum((((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296')), sum(((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336'))]
sum(CAST("x" AS double))
sum(CAST("x" AS double))
ARRAY[CAST(0 AS decimal(38,0)), sum((CAST("x" AS decimal(38,0)) % DECIMAL '4294967296')), sum((((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296')), sum((((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296')), sum(((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336'))]
sum(CASE WHEN is_finite("x") THEN CAST("x" AS double) END) FILTER (WHERE (c))

-- minimum
min("x")
min("x")
min("x")
min("x")
min("x")
min(CASE WHEN is_finite("x") THEN CAST("x" AS double) END)
min(CASE WHEN is_finite("x") THEN CAST("x" AS double) END)

-- maximum
max("x")
max("x")
max("x")
max("x")
max("x")
max(CAST("x" AS double))
max(CAST("x" AS double))

-- sumOfSquares
sum(CAST("x" AS decimal(38,0)) * CAST("x" AS decimal(38,0)))
ARRAY[CAST(0 AS decimal(38,0)), sum((CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') * (CAST("x" AS decimal(38,0)) % DECIMAL '4294967296')), sum((CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') * ((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') + ((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') * (CAST("x" AS decimal(38,0)) % DECIMAL '4294967296')), sum(((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') * ((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296'))]
ARRAY[CAST(4 AS decimal(38,0)), sum(CAST(CAST("x" AS decimal(10,2)) * DECIMAL '100' AS decimal(38,0)) * CAST(CAST("x" AS decimal(10,2)) * DECIMAL '100' AS decimal(38,0)))]
ARRAY[CAST(20 AS decimal(38,0)), sum((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') * (CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296')), sum((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') + (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') * (CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296')), sum((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') + (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') + (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') * (CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296')), sum((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') * ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') + (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') + (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') + ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') * (CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296')), sum((((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296') * ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') + (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') + ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296') % DECIMAL '4294967296')), sum((((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296') * ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') + ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') * (((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '18446744073709551616') / DECIMAL '18446744073709551616') % DECIMAL '4294967296')), sum(((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336') * ((CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) - CAST(replace(CAST(CAST("x" AS decimal(38,10)) AS varchar), '.', '') AS decimal(38,0)) % DECIMAL '79228162514264337593543950336') / DECIMAL '79228162514264337593543950336'))]

-- populationVariance
var_pop(CASE WHEN is_finite("x") THEN CAST("x" AS double) END)

-- sumOfProducts
ARRAY[CAST(0 AS decimal(38,0)), sum(CAST("x" AS decimal(38,0)) * (CAST("x" AS decimal(38,0)) % DECIMAL '4294967296')), sum(CAST("x" AS decimal(38,0)) * ((CAST("x" AS decimal(38,0)) - CAST("x" AS decimal(38,0)) % DECIMAL '4294967296') / DECIMAL '4294967296'))]

-- populationCovariance
covar_pop(CAST(CASE WHEN is_finite("x") THEN CAST("x" AS double) END AS double), CAST("x" AS double))

-- sumXLogX
sum(CASE WHEN CAST("x" AS double) > 0 AND is_finite(CAST("x" AS double)) THEN CAST("x" AS double) * ln(CAST("x" AS double)) END)

-- first
min_by("x", ROW("x", "x")) FILTER (WHERE ("x" IS NOT NULL) AND ("x" IS NOT NULL))

-- last
max_by(CASE WHEN is_finite("x") THEN CAST("x" AS double) END, ROW("x", CASE WHEN is_finite("x") THEN CAST("x" AS double) END)) FILTER (WHERE ("x" IS NOT NULL) AND (CASE WHEN is_finite("x") THEN CAST("x" AS double) END IS NOT NULL) AND (c))

-- quantile
element_at(transform(ARRAY[array_sort(array_agg("x") FILTER (WHERE ("x" IS NOT NULL)))], dqx_v -> element_at(dqx_v, greatest(1, CAST(ceil(DOUBLE '0.1' * cardinality(dqx_v)) AS bigint)))), 1)
element_at(transform(ARRAY[array_sort(array_agg(CAST("x" AS double)) FILTER (WHERE (CAST("x" AS double) IS NOT NULL)))], dqx_v -> element_at(dqx_v, CAST(floor(((cardinality(dqx_v) - 1) * DOUBLE '0.1')) AS bigint) + 1) + (element_at(dqx_v, CAST(ceil(((cardinality(dqx_v) - 1) * DOUBLE '0.1')) AS bigint) + 1) - element_at(dqx_v, CAST(floor(((cardinality(dqx_v) - 1) * DOUBLE '0.1')) AS bigint) + 1)) * (((cardinality(dqx_v) - 1) * DOUBLE '0.1') - floor(((cardinality(dqx_v) - 1) * DOUBLE '0.1')))), 1)

-- countDistinct
count(DISTINCT "x")
count(DISTINCT ROW("x", "x")) FILTER (WHERE (NOT ("x" IS NULL AND "x" IS NULL)) AND (c))

-- countIf
count(*) FILTER (WHERE (p) AND (c))

-- countKnown
count(*) FILTER (WHERE ((p) IS NOT NULL))

-- length
length("a")

-- lower
lower("a")

-- upper
upper("a")

-- trim
trim(BOTH U&' \0009\000A\000B\000C\000D' FROM "a")

-- abs
abs(CAST("a" AS decimal(38,0)))
abs("a")

-- floor
"a"
floor("a")

-- ceiling
"a"
ceil("a")

-- add
(CAST("a" AS decimal(38,0)) + CAST("b" AS decimal(38,0)))
("a" + "b")

-- sub
(CAST("a" AS decimal(38,0)) - CAST("b" AS decimal(38,0)))
("a" - "b")

-- mul
(CAST("a" AS decimal(38,0)) * CAST("b" AS decimal(38,0)))
("a" * "b")

-- div
(CAST("a" AS double) / nullif(CAST("b" AS double), 0))

-- concat
("a" || "b")

-- canonicalText
CAST("a" AS varchar)
CASE WHEN strpos(CAST("a" AS varchar), '.') > 0 THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST("a" AS varchar))) ELSE CAST("a" AS varchar) END
CASE WHEN is_nan(CAST("a" AS double)) THEN 'NaN' WHEN abs(CAST("a" AS double)) < 9007199254740992 AND CAST("a" AS double) = floor(CAST("a" AS double)) THEN CAST(CAST(CAST("a" AS double) AS bigint) AS varchar) ELSE 'd' || CAST(from_big_endian_64(to_ieee754_64(CAST("a" AS double))) AS varchar) END
CAST((CAST(to_unixtime(date_trunc('second', CAST("a" AS timestamp(6)))) AS bigint) * 1000000 + CAST(split_part(CAST(CAST("a" AS timestamp(6)) AS varchar), '.', 2) AS bigint)) AS varchar)
CAST((CAST(to_unixtime(date_trunc('second', CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)))) AS bigint) * 1000000 + CAST(split_part(CAST(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)) AS varchar), '.', 2) AS bigint)) AS varchar)

-- hashBucket
bitwise_right_shift(from_big_endian_64(reverse(substr(md5(to_utf8("a")), 1, 8))), 52)

-- hashRest
bitwise_and(from_big_endian_64(reverse(substr(md5(to_utf8("a")), 1, 8))), 4503599627370495)

-- logBucket
CASE WHEN CAST("a" AS double) = 0 THEN 0 WHEN is_finite(CAST("a" AS double)) THEN CAST(sign(CAST("a" AS double)) * (1048576 + ceil(ln(abs(CAST("a" AS double))) / CAST("b" AS double))) AS bigint) END

-- leadingDigit
CAST(regexp_extract(CAST("a" AS varchar), '[1-9]') AS integer)

-- epochSeconds
(CAST((CAST(to_unixtime(date_trunc('second', CAST("a" AS timestamp(6)))) AS bigint) * 1000000 + CAST(split_part(CAST(CAST("a" AS timestamp(6)) AS varchar), '.', 2) AS bigint)) AS decimal(20,0)) * DECIMAL '0.000001')
(CAST((CAST(to_unixtime(date_trunc('second', CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)))) AS bigint) * 1000000 + CAST(split_part(CAST(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)) AS varchar), '.', 2) AS bigint)) AS decimal(20,0)) * DECIMAL '0.000001')

-- epochMicroseconds
(CAST(to_unixtime(date_trunc('second', CAST("a" AS timestamp(6)))) AS bigint) * 1000000 + CAST(split_part(CAST(CAST("a" AS timestamp(6)) AS varchar), '.', 2) AS bigint))
(CAST(to_unixtime(date_trunc('second', CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)))) AS bigint) * 1000000 + CAST(split_part(CAST(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)) AS varchar), '.', 2) AS bigint))

-- dayNumber
date_diff('day', DATE '1970-01-01', CAST(CAST("a" AS timestamp(6)) AS date))
date_diff('day', DATE '1970-01-01', CAST(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)) AS date))

-- hourNumber
(date_diff('day', DATE '1970-01-01', CAST(CAST("a" AS timestamp(6)) AS date)) * 24 + hour(CAST("a" AS timestamp(6))))
(date_diff('day', DATE '1970-01-01', CAST(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)) AS date)) * 24 + hour(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6))))

-- monthNumber
((year(CAST("a" AS timestamp(6))) - 1970) * 12 + month(CAST("a" AS timestamp(6))) - 1)
((year(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6))) - 1970) * 12 + month(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6))) - 1)

-- weekday
day_of_week(CAST("a" AS timestamp(6)))
day_of_week(CAST("a" AT TIME ZONE 'UTC' AS timestamp(6)))

-- ln
CASE WHEN CAST("a" AS double) > 0 THEN ln(CAST("a" AS double)) END

-- coalesce
coalesce("a", "b")

-- nullIf
nullif("a", "b")

-- without
replace(replace(t, '-', ''), ' ', '')

-- sum of places
element_at(transform(ARRAY[t], dqx_v -> (if(length(dqx_v) > 0, strpos('01', substr(dqx_v, length(dqx_v) - 0, 1)), 1) + if(length(dqx_v) > 1, strpos('02', substr(dqx_v, length(dqx_v) - 1, 1)), 1) - 2) % 10 = 0), 1)

-- mod97
element_at(transform(ARRAY[t], dqx_v -> reduce(regexp_extract_all((substr(dqx_v, 5) || substr(dqx_v, 1, 4)), '.'), BIGINT '0', (dqx_s, dqx_c) -> (dqx_s * if(dqx_c >= 'A', 100, 10) + strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', dqx_c) - 1) % 97, dqx_s -> dqx_s) = 1), 1)
element_at(transform(ARRAY[t], dqx_v -> reduce(regexp_extract_all(dqx_v, '.'), BIGINT '0', (dqx_s, dqx_c) -> (dqx_s * if(dqx_c >= 'A', 100, 10) + strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', dqx_c) - 1) % 97, dqx_s -> dqx_s) = 1), 1)

-- luhn36
element_at(transform(ARRAY[replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(t, 'A', '10'), 'B', '11'), 'C', '12'), 'D', '13'), 'E', '14'), 'F', '15'), 'G', '16'), 'H', '17'), 'I', '18'), 'J', '19'), 'K', '20'), 'L', '21'), 'M', '22'), 'N', '23'), 'O', '24'), 'P', '25'), 'Q', '26'), 'R', '27'), 'S', '28'), 'T', '29'), 'U', '30'), 'V', '31'), 'W', '32'), 'X', '33'), 'Y', '34'), 'Z', '35')], dqx_v -> reduce(sequence(1, length(dqx_v)), BIGINT '0', (dqx_s, dqx_p) -> dqx_s + if(dqx_p % 2 = 1, CAST(substr(dqx_v, length(dqx_v) - dqx_p + 1, 1) AS bigint), 2 * CAST(substr(dqx_v, length(dqx_v) - dqx_p + 1, 1) AS bigint) - if(CAST(substr(dqx_v, length(dqx_v) - dqx_p + 1, 1) AS bigint) > 4, 9, 0)), dqx_s -> dqx_s) % 10 = 0), 1)

-- json
(try(json_parse(t)) IS NOT NULL)

-- castable
(try_cast(t AS bigint) IS NOT NULL)
(try_cast(t AS double) IS NOT NULL)
(try_cast(t AS date) IS NOT NULL)
(try_cast(t AS timestamp(6)) IS NOT NULL)

-- predicates
a <= b
a IN (1, 2)
a IS NULL
is_finite(a)
is_nan(a)
regexp_like(a, '(?s)b')
a."b""c"
element_at(a, 1)
