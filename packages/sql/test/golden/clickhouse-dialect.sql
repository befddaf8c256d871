-- rows
count(*)
count(*) FILTER (WHERE (c))

-- nonNull
count(`x`)

-- nonFinite
count(*) FILTER (WHERE (NOT isFinite(`x`)) AND (c))

-- sum
sumOrNull(toInt128(`x`))
sumOrNull(toInt128(`x`))
sumOrNull(toInt128(`x`))
[toInt256(0), sumOrNull(toInt256(bitAnd(toInt256(`x`), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toInt256(`x`), 64), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toInt256(`x`), 128), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitShiftRight(toInt256(`x`), 192)))]
[toInt256(0), sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitShiftRight(toUInt256(`x`), 192)))]
sumOrNull(`x`)
sumOrNull(toDecimal256(`x`, 10))
[toInt256(10), sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), 64), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), 128), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitShiftRight(toInt256(reinterpretAsInt256(toDecimal256(`x`, 10))), 192)))]
sumOrNull(`x`)
sumOrNull(`x`)
sumOrNull(toInt256(`x`))
sumOrNull(if(isFinite(`x`), `x`, NULL)) FILTER (WHERE (c))

-- minimum
minOrNull(`x`)
minOrNull(`x`)
minOrNull(`x`)
minOrNull(`x`)
minOrNull(`x`)
minOrNull(`x`)
minOrNull(`x`)
minOrNull(`x`)
minOrNull(if(isFinite(`x`), `x`, NULL))
minOrNull(if(isFinite(`x`), `x`, NULL))

-- maximum
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)
maxOrNull(`x`)

-- sumOfSquares
sumOrNull(toInt128(`x`) * `x`)
sumOrNull(toInt256(`x`) * `x`)
[toInt256(0), sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) + toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) + toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) + toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitShiftRight(toUInt256(`x`), 192)) + toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) + toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) + toInt256(bitShiftRight(toUInt256(`x`), 192)) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615'))) * toInt256(bitShiftRight(toUInt256(`x`), 192)) + toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) + toInt256(bitShiftRight(toUInt256(`x`), 192)) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 64), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615'))) * toInt256(bitShiftRight(toUInt256(`x`), 192)) + toInt256(bitShiftRight(toUInt256(`x`), 192)) * toInt256(bitAnd(bitShiftRight(toUInt256(`x`), 128), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toUInt256(`x`), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitShiftRight(toUInt256(`x`), 192)) * toInt256(bitShiftRight(toUInt256(`x`), 192)))]
[toInt256(4), sumOrNull(toInt128(reinterpretAsInt64(toDecimal64(`x`, 2))) * reinterpretAsInt64(toDecimal64(`x`, 2)))]
[toInt256(20), sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615'))) * toInt256(bitShiftRight(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), 64)) + toInt256(bitShiftRight(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), 64)) * toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615')))), 0 * sumOrNull(toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615'))) * toInt256(bitAnd(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), toUInt64('18446744073709551615')))), sumOrNull(toInt256(bitShiftRight(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), 64)) * toInt256(bitShiftRight(toInt256(reinterpretAsInt128(toDecimal128(`x`, 10))), 64)))]

-- populationVariance
varPopStableOrNull(if(isFinite(`x`), `x`, NULL))

-- sumOfProducts
sumOrNull(toInt256(`x`) * `x`)

-- populationCovariance
covarPopStableOrNull(toFloat64(if(isFinite(`x`), `x`, NULL)), toFloat64(`x`))

-- sumXLogX
sumOrNull(toFloat64(`x`) * log(toFloat64(`x`))) FILTER (WHERE (toFloat64(`x`) > 0) AND (isFinite(toFloat64(`x`))))

-- first
argMinOrNull(`x`, tuple(`x`, `x`)) FILTER (WHERE (`x` IS NOT NULL) AND (`x` IS NOT NULL))

-- last
argMaxOrNull(if(isFinite(`x`), `x`, NULL), tuple(`x`, if(isFinite(`x`), `x`, NULL))) FILTER (WHERE (`x` IS NOT NULL) AND (if(isFinite(`x`), `x`, NULL) IS NOT NULL) AND (c))

-- quantile
quantileExactWeightedOrNull(0.1)(`x`, 1)
quantileExactInclusiveOrNull(0.1)(toFloat64(`x`))

-- countDistinct
uniqExact(`x`)
uniqExact(tuple(`x`, `x`)) FILTER (WHERE (NOT (`x` IS NULL AND `x` IS NULL)) AND (c))
uniqExact(if(isNaN(`x`), nan, `x` + 0))

-- countIf
count(*) FILTER (WHERE (p) AND (c))

-- countKnown
count(p)

-- length
lengthUTF8("a")

-- lower
lowerUTF8("a")

-- upper
upperUTF8("a")

-- trim
trim(BOTH ' \t\n\v\f\r' FROM "a")

-- abs
accurateCast(abs("a"), 'Nullable(Int128)')
abs("a")

-- floor
"a"
toDecimal128(floor("a"), 0)
floor("a")

-- ceiling
"a"
toDecimal128(ceil("a"), 0)
ceil("a")

-- add
accurateCast(toInt256(accurateCast("a", 'Nullable(Int128)')) + toInt256(accurateCast("b", 'Nullable(Int128)')), 'Nullable(Int128)')
toDecimal128(if(abs(toFloat64("a")) >= 1e38 OR abs(toFloat64("b")) >= 1e38, toDecimal256('10000000000000000000000000000000000000', 2), toDecimal256("a", 2) + toDecimal256("b", 2)), 2)
("a" + "b")

-- sub
accurateCast(toInt256(accurateCast("a", 'Nullable(Int128)')) - toInt256(accurateCast("b", 'Nullable(Int128)')), 'Nullable(Int128)')
toDecimal128(if(abs(toFloat64("a")) >= 1e38 OR abs(toFloat64("b")) >= 1e38, toDecimal256('10000000000000000000000000000000000000', 2), toDecimal256("a", 2) - toDecimal256("b", 2)), 2)
("a" - "b")

-- mul
accurateCast(toInt256(accurateCast("a", 'Nullable(Int128)')) * toInt256(accurateCast("b", 'Nullable(Int128)')), 'Nullable(Int128)')
toDecimal128(if(abs(toFloat64("a") * toFloat64("b")) >= 1e36, toDecimal256('10000000000000000000000000000000000000', 2), toDecimal256(1, 0) * "a" * "b"), 2)
("a" * "b")

-- div
(toFloat64("a") / nullIf(toFloat64("b"), 0))

-- concat
concat("a", "b")

-- canonicalText
toString("a")
replaceRegexpOne(toString("a"), '\\.0*$|(\\.[0-9]*[1-9])0+$', '\\1')
multiIf(isNaN(toFloat64("a")), 'NaN', abs(toFloat64("a")) < 9007199254740992 AND toFloat64("a") = floor(toFloat64("a")), toString(accurateCastOrNull(toFloat64("a") + 0, 'Int64')), concat('d', toString(reinterpretAsInt64(toFloat64("a")))))
toString(toUnixTimestamp64Micro(toDateTime64("a", 6)))

-- hashBucket
toInt64(bitShiftRight(reinterpretAsUInt64(substring(MD5("a"), 1, 8)), 52))

-- hashRest
toInt64(bitAnd(reinterpretAsUInt64(substring(MD5("a"), 1, 8)), 4503599627370495))

-- logBucket
if(toFloat64("a") = 0, 0, accurateCastOrNull(sign(toFloat64("a")) * (1048576 + ceil(log(abs(toFloat64("a"))) / toFloat64("b"))), 'Int64'))

-- leadingDigit
toInt32OrNull(extract(toString("a"), '[1-9]'))

-- epochSeconds
(toDecimal128(toUnixTimestamp64Micro(toDateTime64("a", 6, 'UTC')), 0) * CAST('0.000001' AS Decimal(7, 6)))
(toDecimal128(toUnixTimestamp64Micro(toDateTime64("a", 6)), 0) * CAST('0.000001' AS Decimal(7, 6)))

-- epochMicroseconds
toUnixTimestamp64Micro(toDateTime64("a", 6, 'UTC'))
toUnixTimestamp64Micro(toDateTime64("a", 6))

-- dayNumber
toInt32(toDate32("a"))
toInt32(toDate32("a", 'UTC'))

-- hourNumber
(toInt32(toDate32("a")) * 24)
(toInt32(toDate32("a", 'UTC')) * 24 + toHour("a", 'UTC'))

-- monthNumber
((toYear(toDate32("a")) - 1970) * 12 + toMonth(toDate32("a")) - 1)
((toYear(toDate32("a", 'UTC')) - 1970) * 12 + toMonth(toDate32("a", 'UTC')) - 1)

-- weekday
toDayOfWeek(toDate32("a"))
toDayOfWeek(toDate32("a", 'UTC'))

-- ln
if(toFloat64("a") > 0, log(toFloat64("a")), NULL)

-- coalesce
coalesce("a", "b")

-- nullIf
nullIf("a", "b")

-- approximate distinct
uniqCombined64(a)

-- sampled
(SELECT * FROM t ORDER BY rand() LIMIT 100)

-- group keys
a
if(isNaN(a), nan, a + 0)

-- without
replaceAll(replaceAll(t, '-', ''), ' ', '')

-- sum of places
arrayMap(t -> (if(length(t) > 0, position('01', substring(t, length(t) - 0, 1)) - 1, 0) + if(length(t) > 1, position('02', substring(t, length(t) - 1, 1)) - 1, 0)) % 10 = 0, [ifNull(t, '')])[1]

-- mod97
arrayMap(t -> toUInt256OrZero(arrayStringConcat(arrayMap(c -> toString(position('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', c) - 1), splitByString('', concat(substring(t, 5), substring(t, 1, 4)))))) % 97 = 1, [ifNull(t, '')])[1]
arrayMap(t -> toUInt256OrZero(arrayStringConcat(arrayMap(c -> toString(position('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', c) - 1), splitByString('', t)))) % 97 = 1, [ifNull(t, '')])[1]

-- luhn36
arrayMap(t -> arraySum((d, i) -> if(i % 2 = 1, d, 2 * d - if(d > 4, 9, 0)), arrayMap(c -> toInt32OrZero(c), splitByString('', reverse(t))), arrayEnumerate(arrayMap(c -> toInt32OrZero(c), splitByString('', reverse(t))))) % 10 = 0, [ifNull(arrayStringConcat(arrayMap(c -> toString(position('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', c) - 1), splitByString('', ifNull(t, '')))), '')])[1]

-- json
isValidJSON(t)

-- castable
(toInt64OrNull(t) IS NOT NULL)
(toFloat64OrNull(t) IS NOT NULL)
(ifNull(toString(toDate32OrNull(t)), '') = t)
(length(t) >= 10 AND startsWith(ifNull(toString(toDateTime64OrNull(t, 6, 'UTC')), ''), replaceOne(t, 'T', ' ')))

-- predicates
a <= b
a IN (1, 2)
a + 0 IN (0, 1.5)
(a = x) OR (a = y)
a IN (toDate32('2024-01-31'))
(a IS NULL) AND NULL
a IS NULL
isFinite(a)
isNaN(a)
match(a, '(?s)b')
tupleElement(a, 'b"c')
if(length(a) > 0, a[1], NULL)
