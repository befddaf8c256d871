/** Functions of one row that compute and change nothing, and that tell nothing of the server; by what they are about. */
const FUNCTIONS = {
  "numbers and bits": `
    abs acos acosh asin asinh atan atan2 atanh avg2 bitAnd bitCount bitHammingDistance bitmapAnd
    bitmapAndCardinality bitmapAndnot bitmapAndnotCardinality bitmapBuild bitmapCardinality bitmapContains
    bitmapHasAll bitmapHasAny bitmapMax bitmapMin bitmapOr bitmapOrCardinality bitmapSubsetInRange
    bitmapSubsetLimit bitmapToArray bitmapTransform bitmapXor bitmapXorCardinality bitNot bitOr
    bitRotateLeft bitRotateRight bitShiftLeft bitShiftRight bitSlice bitTest bitTestAll bitTestAny bitXor
    byteSwap cbrt ceil ceiling cos cosh cosineDistance cosineDistanceTransposed
    cosineDistanceTransposedQuantized degrees dequantizeInt8ToBFloat16 distanceCosine
    distanceCosineTransposed distanceL1 distanceL2 distanceL2Squared distanceL2Transposed distanceLinf
    distanceLp divide divideDecimal divideOrNull dotProductTransposed dotProductTransposedQuantized e erf
    erfc exp exp10 exp2 factorial financialInternalRateOfReturn financialInternalRateOfReturnExtended
    financialNetPresentValue financialNetPresentValueExtended floor gcd hypot ifNotFinite intDiv
    intDivOrNull intDivOrZero intExp10 intExp2 isFinite isInfinite isNaN isPrime isProbablePrime L1Distance
    L1Norm L1Normalize L2Distance L2DistanceTransposed L2DistanceTransposedQuantized L2Norm L2Normalize
    L2SquaredDistance L2SquaredNorm lcm lgamma LinfDistance LinfNorm LinfNormalize ln log log10 log1p log2
    LpDistance LpNorm LpNormalize max2 midpoint min2 minus mod modOrNull modulo moduloLegacy moduloOrNull
    moduloOrZero multiply multiplyDecimal negate normalizeL1 normalizeL2 normalizeLinf normalizeLp normL1
    normL2 normL2Squared normLinf normLp numericIndexedVectorAllValueSum numericIndexedVectorBuild
    numericIndexedVectorCardinality numericIndexedVectorGetValue numericIndexedVectorPointwiseAdd
    numericIndexedVectorPointwiseDivide numericIndexedVectorPointwiseEqual
    numericIndexedVectorPointwiseGreater numericIndexedVectorPointwiseGreaterEqual
    numericIndexedVectorPointwiseLess numericIndexedVectorPointwiseLessEqual
    numericIndexedVectorPointwiseMultiply numericIndexedVectorPointwiseNotEqual
    numericIndexedVectorPointwiseSubtract numericIndexedVectorShortDebugString numericIndexedVectorToMap pi
    plus pmod pmodOrNull positive_modulo positive_modulo_or_null positiveModulo positiveModuloOrNull pow
    power proportionsZTest quantizeBFloat16ToInt8 radians round roundAge roundBankers roundDown
    roundDuration roundToExp2 scalarProductTransposed sigmoid sign sin sinh sqr sqrt subBitmap tan tanh
    tgamma trunc truncate width_bucket widthBucket`,
  "conditions and nulls": `
    and assumeNotNull caseWithoutExpr caseWithoutExpression clamp coalesce equals firstNonDefault globalIn
    globalInIgnoreSet globalNotIn globalNotInIgnoreSet globalNotNullIn globalNotNullInIgnoreSet globalNullIn
    globalNullInIgnoreSet greater greaterOrEquals greatest if ifNull in inIgnoreSet isDistinctFrom
    isNotDistinctFrom isNotNull isNull isNullable isZeroOrNull least less lessOrEquals multiIf not notEquals
    notIn notInIgnoreSet notNullIn notNullInIgnoreSet nullIf nullIn nullInIgnoreSet or toNullable xor`,
  "arrays, maps and tuples": `
    array array_remove arrayAll arrayAUC arrayAUCPR arrayAutocorrelation arrayAvg arrayBottomK arrayCompact
    arrayConcat arrayCount arrayCumSum arrayCumSumNonNegative arrayDifference arrayDistinct arrayDotProduct
    arrayElement arrayElementOrNull arrayEnumerate arrayEnumerateDense arrayEnumerateDenseRanked
    arrayEnumerateUniq arrayEnumerateUniqRanked arrayExcept arrayExists arrayFill arrayFilter arrayFirst
    arrayFirstIndex arrayFirstOrNull arrayFlatten arrayFold arrayIntersect arrayJaccardIndex arrayJoin
    arrayLast arrayLastIndex arrayLastOrNull arrayLevenshteinDistance arrayLevenshteinDistanceWeighted
    arrayMap arrayMax arrayMin arrayNormalizedGini arrayPartialReverseSort arrayPartialShuffle
    arrayPartialSort arrayPopBack arrayPopFront arrayPRAUC arrayProduct arrayPushBack arrayPushFront
    arrayRandomSample arrayReduce arrayReduceInRanges arrayRemove arrayResize arrayReverse arrayReverseFill
    arrayReverseSort arrayReverseSplit arrayROCAUC arrayRotateLeft arrayRotateRight arrayShiftLeft
    arrayShiftRight arrayShingles arrayShuffle arraySimilarity arraySlice arraySort arraySplit arraySum
    arraySymmetricDifference arrayTopK arrayTranspose arrayUnion arrayUniq arrayWithConstant arrayZip
    arrayZipUnaligned CARDINALITY countEqual dotProduct empty emptyArrayDate emptyArrayDateTime
    emptyArrayFloat32 emptyArrayFloat64 emptyArrayInt16 emptyArrayInt32 emptyArrayInt64 emptyArrayInt8
    emptyArrayString emptyArrayToSingle emptyArrayUInt16 emptyArrayUInt32 emptyArrayUInt64 emptyArrayUInt8
    extractKeyValuePairs extractKeyValuePairsWithEscaping flatten flattenTuple has hasAll hasAny hasSubstr
    indexOf indexOfAssumeSorted length map MAP_FROM_ARRAYS mapAdd mapAll mapApply mapConcat mapContains
    mapContainsKey mapContainsKeyLike mapContainsValue mapContainsValueLike mapExists mapExtractKeyLike
    mapExtractValueLike mapFilter mapFromArrays mapFromString mapKeys mapPartialReverseSort mapPartialSort
    mapPopulateSeries mapReverseSort mapSort mapSubtract mapUpdate mapValues notEmpty OCTET_LENGTH
    randomHadamardTransform range replicate reverse scalarProduct str_to_map tuple tupleConcat tupleDivide
    tupleDivideByNumber tupleElement tupleHammingDistance tupleIntDiv tupleIntDivByNumber tupleIntDivOrZero
    tupleIntDivOrZeroByNumber tupleMinus tupleModulo tupleModuloByNumber tupleMultiply tupleMultiplyByNumber
    tupleNames tupleNegate tuplePlus tuplePositiveModuloByNumber tupleToNameValuePairs unnest
    vectorDifference vectorSum`,
  texts: `
    alphaTokens appendTrailingCharIfAbsent array_to_string arrayStringConcat ascii base32Decode base32Encode
    base58Decode base58Encode base64Decode base64Encode base64URLDecode base64URLEncode basename
    byteHammingDistance byteSlice caseFoldUTF8 CHAR_LENGTH CHARACTER_LENGTH compareSubstrings concat
    concat_ws concatAssumeInjective concatWithSeparator concatWithSeparatorAssumeInjective conv
    convertCharset countMatches countMatchesCaseInsensitive countSubstrings countSubstringsCaseInsensitive
    countSubstringsCaseInsensitiveUTF8 CRC32 CRC32IEEE CRC64 damerauLevenshteinDistance decodeHTMLComponent
    decodeXMLComponent detectCharset detectLanguage detectLanguageMixed detectLanguageUnknown
    detectProgrammingLanguage detectTonality editDistance editDistanceUTF8 encodeXMLComponent endsWith
    endsWithCaseInsensitive endsWithCaseInsensitiveUTF8 endsWithUTF8 extract extractAll extractAllGroups
    extractAllGroupsHorizontal extractAllGroupsVertical extractGroups extractTextFromHTML firstLine format
    FROM_BASE64 generateULID geoToS2 hasAllToken hasAllTokens hasAnyToken hasAnyTokens hasPhrase
    hasSubsequence hasSubsequenceCaseInsensitive hasSubsequenceCaseInsensitiveUTF8 hasSubsequenceUTF8
    hasToken hasTokenCaseInsensitive hasTokenCaseInsensitiveOrNull hasTokenOrNull highlight ilike initcap
    initcapUTF8 instr isASCII isValidASCII isValidUTF8 jaroSimilarity jaroWinklerSimilarity lcase left
    leftPad leftPadUTF8 leftUTF8 lemmatize lengthUTF8 levenshteinDistance levenshteinDistanceUTF8 like
    locate lower lowerUTF8 lpad ltrim match matchPhrase mid mismatches multiFuzzyMatchAllIndices
    multiFuzzyMatchAny multiFuzzyMatchAnyIndex multiMatchAllIndices multiMatchAny multiMatchAnyIndex
    multiSearchAllPositions multiSearchAllPositionsCaseInsensitive
    multiSearchAllPositionsCaseInsensitiveUTF8 multiSearchAllPositionsUTF8 multiSearchAny
    multiSearchAnyCaseInsensitive multiSearchAnyCaseInsensitiveUTF8 multiSearchAnyUTF8 multiSearchFirstIndex
    multiSearchFirstIndexCaseInsensitive multiSearchFirstIndexCaseInsensitiveUTF8 multiSearchFirstIndexUTF8
    multiSearchFirstPosition multiSearchFirstPositionCaseInsensitive
    multiSearchFirstPositionCaseInsensitiveUTF8 multiSearchFirstPositionUTF8 naiveBayesNgrams
    NATURAL_SORT_KEY naturalSortKey ngramDistance ngramDistanceCaseInsensitive
    ngramDistanceCaseInsensitiveUTF8 ngramDistanceUTF8 ngrams ngramSearch ngramSearchCaseInsensitive
    ngramSearchCaseInsensitiveUTF8 ngramSearchUTF8 normalizeUTF8NFC normalizeUTF8NFD normalizeUTF8NFKC
    normalizeUTF8NFKCCasefold normalizeUTF8NFKD notILike notLike overlay overlayUTF8 position
    positionCaseInsensitive positionCaseInsensitiveUTF8 positionUTF8 printf REGEXP_EXTRACT regexp_instr
    REGEXP_MATCHES REGEXP_REPLACE REGEXP_SUBSTR regexpExtract regexpInstr regexpPosition regexpQuoteMeta
    removeAccentsUTF8 removeDiacriticsUTF8 repeat replace replaceAll replaceOne replaceRegexpAll
    replaceRegexpOne reverseBySeparator reverseUTF8 right rightPad rightPadUTF8 rightUTF8 rpad rtrim
    s2CapContains s2CapUnion s2CellsIntersect s2GetNeighbors s2RectAdd s2RectContains s2RectIntersection
    s2RectUnion s2ToGeo soundex space sparseGrams sparseGramsHashes sparseGramsHashesUTF8 sparseGramsUTF8
    splitByAlpha splitByChar splitByNonAlpha splitByRegexp splitByString splitByWhitespace startsWith
    startsWithCaseInsensitive startsWithCaseInsensitiveUTF8 startsWithUTF8 stem stringBytesEntropy
    stringBytesUniq stringJaccardIndex stringJaccardIndexUTF8 substr substring SUBSTRING_INDEX
    substringIndex substringIndexUTF8 substringUTF8 synonyms TO_BASE64 tokens tokensForLikePattern
    toValidUTF8 translate translateUTF8 trim trimBoth trimLeft trimRight tryBase32Decode tryBase58Decode
    tryBase64Decode tryBase64URLDecode ucase ULIDStringToDateTime upper upperUTF8`,
  times: `
    addDate addDays addHours addInterval addMicroseconds addMilliseconds addMinutes addMonths addNanoseconds
    addQuarters addSeconds addTupleOfIntervals addWeeks addYears age changeDay changeHour changeMinute
    changeMonth changeSecond changeYear curdate current_date current_timestamp date_bin DATE_DIFF
    DATE_FORMAT DATE_TRUNC dateDiff dateName dateTrunc DAY DAYOFMONTH DAYOFWEEK DAYOFYEAR formatDateTime
    formatDateTimeInJodaSyntax FROM_DAYS FROM_UNIXTIME from_utc_timestamp fromDaysSinceYearZero
    fromDaysSinceYearZero32 fromModifiedJulianDay fromModifiedJulianDayOrNull fromUnixTimestamp
    fromUnixTimestampInJodaSyntax fromUTCTimestamp hop hopEnd hopStart HOUR LAST_DAY localtime
    localtimestamp makeDate makeDate32 makeDateTime makeDateTime64 MICROSECOND MILLISECOND MINUTE MONTH
    monthName NANOSECOND now now64 nowInBlock nowInBlock64 QUARTER SECOND seriesDecomposeSTL
    seriesOutliersDetectTukey serverTimeZone subDate subtractDays subtractHours subtractInterval
    subtractMicroseconds subtractMilliseconds subtractMinutes subtractMonths subtractNanoseconds
    subtractQuarters subtractSeconds subtractTupleOfIntervals subtractWeeks subtractYears time_bucket
    timeDiff timeSeriesFromGrid timeSeriesRange timeSlot timeSlots timestamp TIMESTAMP_DIFF timestampDiff
    timeZone timeZoneOf timeZoneOffset TO_DAYS to_utc_timestamp today toDayOfMonth toDayOfWeek toDayOfYear
    toDaysInMonth toDaysSinceYearZero toHour toISOWeek toISOYear toLastDayOfMonth toLastDayOfWeek
    toMicrosecond toMillisecond toMinute toModifiedJulianDay toModifiedJulianDayOrNull toMonday toMonth
    toMonthNumSinceEpoch toNanosecond toQuarter toRelativeDayNum toRelativeHourNum toRelativeMinuteNum
    toRelativeMonthNum toRelativeQuarterNum toRelativeSecondNum toRelativeWeekNum toRelativeYearNum toSecond
    toStartOfDay toStartOfFifteenMinutes toStartOfFiveMinute toStartOfFiveMinutes toStartOfHour
    toStartOfInterval toStartOfISOYear toStartOfMicrosecond toStartOfMillisecond toStartOfMinute
    toStartOfMonth toStartOfNanosecond toStartOfQuarter toStartOfSecond toStartOfTenMinutes toStartOfWeek
    toStartOfYear toTimeWithFixedDate toTimeZone toUnixTimestamp toUTCTimestamp toWeek toYear
    toYearNumSinceEpoch toYearWeek toYYYYMM toYYYYMMDD toYYYYMMDDhhmmss tumble tumbleEnd tumbleStart
    UTC_timestamp UTCTimestamp week windowID YEAR yearweek yesterday YYYYMMDDhhmmssToDateTime
    YYYYMMDDhhmmssToDateTime64 YYYYMMDDToDate YYYYMMDDToDate32`,
  conversions: `
    _CAST accurateCast accurateCastOrDefault accurateCastOrNull aes_decrypt_mysql aes_encrypt_mysql bin
    bitmaskToArray bitmaskToList bitPositionsToArray caseWithExpr caseWithExpression CAST char cityHash64
    cutIPv6 DATE dateTime64ToSnowflakeID dateTimeToSnowflakeID dateTimeToUUIDv7 decrypt dynamicElement
    dynamicType encrypt farmFingerprint64 farmHash64 formatRow formatRowNoNewline fromUnixTimestamp64Micro
    fromUnixTimestamp64Milli fromUnixTimestamp64Nano fromUnixTimestamp64Second gccMurmurHash
    generateSnowflakeID generateUUIDv4 generateUUIDv7 halfMD5 hex hilbertDecode hilbertEncode hiveHash HMAC
    icebergHash INET6_ATON INET6_NTOA INET_ATON INET_NTOA intHash32 intHash64 IPv4CIDRToRange
    IPv4NumToString IPv4NumToStringClassC IPv4StringToNum IPv4StringToNumOrDefault IPv4StringToNumOrNull
    IPv4ToIPv6 IPv6CIDRToRange IPv6NumToString IPv6StringToNum IPv6StringToNumOrDefault
    IPv6StringToNumOrNull isDynamicElementInSharedData isIPAddressInRange isIPv4String isIPv6String
    isValidJSON javaHash javaHashUTF16LE JSON_ARRAY_LENGTH JSON_EXISTS JSON_QUERY JSON_VALUE JSONAllPaths
    JSONAllPathsWithTypes JSONAllValues JSONArrayLength JSONDynamicPaths JSONDynamicPathsWithTypes
    JSONExtract JSONExtractArrayRaw JSONExtractArrayRawCaseInsensitive JSONExtractBool
    JSONExtractBoolCaseInsensitive JSONExtractCaseInsensitive JSONExtractFloat
    JSONExtractFloatCaseInsensitive JSONExtractInt JSONExtractIntCaseInsensitive JSONExtractKeys
    JSONExtractKeysAndValues JSONExtractKeysAndValuesCaseInsensitive JSONExtractKeysAndValuesRaw
    JSONExtractKeysAndValuesRawCaseInsensitive JSONExtractKeysCaseInsensitive JSONExtractRaw
    JSONExtractRawCaseInsensitive JSONExtractString JSONExtractStringCaseInsensitive JSONExtractUInt
    JSONExtractUIntCaseInsensitive JSONHas JSONKey JSONLength JSONMergePatch JSONSharedDataPaths
    JSONSharedDataPathsWithTypes JSONType jumpConsistentHash kafkaMurmurHash keccak256 kostikConsistentHash
    MD4 MD5 metroHash64 mortonDecode mortonEncode murmurHash2_32 murmurHash2_64 murmurHash3_128
    murmurHash3_32 murmurHash3_64 nested ngramMinHash ngramMinHashArg ngramMinHashArgCaseInsensitive
    ngramMinHashArgCaseInsensitiveUTF8 ngramMinHashArgUTF8 ngramMinHashCaseInsensitive
    ngramMinHashCaseInsensitiveUTF8 ngramMinHashUTF8 ngramSimHash ngramSimHashCaseInsensitive
    ngramSimHashCaseInsensitiveUTF8 ngramSimHashUTF8 parseDateTime parseDateTime32BestEffort
    parseDateTime32BestEffortOrNull parseDateTime32BestEffortOrZero parseDateTime64
    parseDateTime64BestEffort parseDateTime64BestEffortOrNull parseDateTime64BestEffortOrZero
    parseDateTime64BestEffortUS parseDateTime64BestEffortUSOrNull parseDateTime64BestEffortUSOrZero
    parseDateTime64InJodaSyntax parseDateTime64InJodaSyntaxOrNull parseDateTime64InJodaSyntaxOrZero
    parseDateTime64OrNull parseDateTime64OrZero parseDateTimeBestEffort parseDateTimeBestEffortOrNull
    parseDateTimeBestEffortOrZero parseDateTimeBestEffortUS parseDateTimeBestEffortUSOrNull
    parseDateTimeBestEffortUSOrZero parseDateTimeInJodaSyntax parseDateTimeInJodaSyntaxOrNull
    parseDateTimeInJodaSyntaxOrZero parseDateTimeOrNull parseDateTimeOrZero prettyPrintJSON reinterpret
    reinterpretAsDate reinterpretAsDateTime reinterpretAsFixedString reinterpretAsFloat32
    reinterpretAsFloat64 reinterpretAsInt128 reinterpretAsInt16 reinterpretAsInt256 reinterpretAsInt32
    reinterpretAsInt64 reinterpretAsInt8 reinterpretAsString reinterpretAsUInt128 reinterpretAsUInt16
    reinterpretAsUInt256 reinterpretAsUInt32 reinterpretAsUInt64 reinterpretAsUInt8 reinterpretAsUUID
    RIPEMD160 SHA1 SHA224 SHA256 SHA384 SHA512 SHA512_256 simpleJSONExtractBool simpleJSONExtractFloat
    simpleJSONExtractInt simpleJSONExtractRaw simpleJSONExtractString simpleJSONExtractUInt simpleJSONHas
    sipHash128 sipHash128Keyed sipHash128Reference sipHash128ReferenceKeyed sipHash64 sipHash64Keyed
    snowflakeIDToDateTime snowflakeIDToDateTime64 sqid sqidDecode sqidEncode str_to_date TO_UNIXTIME
    toBFloat16 toBFloat16OrNull toBFloat16OrZero toBool toDate toDate32 toDate32OrDefault toDate32OrNull
    toDate32OrZero toDateOrDefault toDateOrNull toDateOrZero toDateTime toDateTime32 toDateTime64
    toDateTime64OrDefault toDateTime64OrNull toDateTime64OrZero toDateTimeOrDefault toDateTimeOrNull
    toDateTimeOrZero toDecimal128 toDecimal128OrDefault toDecimal128OrNull toDecimal128OrZero toDecimal256
    toDecimal256OrDefault toDecimal256OrNull toDecimal256OrZero toDecimal32 toDecimal32OrDefault
    toDecimal32OrNull toDecimal32OrZero toDecimal64 toDecimal64OrDefault toDecimal64OrNull toDecimal64OrZero
    toDecimalString toFixedString toFloat32 toFloat32OrDefault toFloat32OrNull toFloat32OrZero toFloat64
    toFloat64OrDefault toFloat64OrNull toFloat64OrZero toInt128 toInt128OrDefault toInt128OrNull
    toInt128OrZero toInt16 toInt16OrDefault toInt16OrNull toInt16OrZero toInt256 toInt256OrDefault
    toInt256OrNull toInt256OrZero toInt32 toInt32OrDefault toInt32OrNull toInt32OrZero toInt64
    toInt64OrDefault toInt64OrNull toInt64OrZero toInt8 toInt8OrDefault toInt8OrNull toInt8OrZero toInterval
    toIntervalDay toIntervalHour toIntervalMicrosecond toIntervalMillisecond toIntervalMinute
    toIntervalMonth toIntervalNanosecond toIntervalQuarter toIntervalSecond toIntervalWeek toIntervalYear
    toIPv4 toIPv4OrDefault toIPv4OrNull toIPv4OrZero toIPv6 toIPv6OrDefault toIPv6OrNull toIPv6OrZero
    toJSONString toLowCardinality toString toStringCutToZero toTime toTime64 toTime64OrNull toTime64OrZero
    toTimeOrNull toTimeOrZero toUInt128 toUInt128OrDefault toUInt128OrNull toUInt128OrZero toUInt16
    toUInt16OrDefault toUInt16OrNull toUInt16OrZero toUInt256 toUInt256OrDefault toUInt256OrNull
    toUInt256OrZero toUInt32 toUInt32OrDefault toUInt32OrNull toUInt32OrZero toUInt64 toUInt64OrDefault
    toUInt64OrNull toUInt64OrZero toUInt8 toUInt8OrDefault toUInt8OrNull toUInt8OrZero
    toUnixTimestamp64Micro toUnixTimestamp64Milli toUnixTimestamp64Nano toUnixTimestamp64Second toUUID
    toUUIDOrDefault toUUIDOrNull toUUIDOrZero tryDecrypt unbin unhex URLHash UUIDNumToString UUIDStringToNum
    UUIDToNum UUIDv7ToDateTime validateNestedArraySizes visitParamExtractBool visitParamExtractFloat
    visitParamExtractInt visitParamExtractRaw visitParamExtractString visitParamExtractUInt visitParamHas
    wordShingleMinHash wordShingleMinHashArg wordShingleMinHashArgCaseInsensitive
    wordShingleMinHashArgCaseInsensitiveUTF8 wordShingleMinHashArgUTF8 wordShingleMinHashCaseInsensitive
    wordShingleMinHashCaseInsensitiveUTF8 wordShingleMinHashUTF8 wordShingleSimHash
    wordShingleSimHashCaseInsensitive wordShingleSimHashCaseInsensitiveUTF8 wordShingleSimHashUTF8 wyHash64
    xxh3 xxh3_128 xxHash32 xxHash64 xxHash64Spark yandexConsistentHash`,
  "places and addresses": `
    areaCartesian areaSpherical cutFragment cutQueryString cutQueryStringAndFragment
    cutToFirstSignificantSubdomain cutToFirstSignificantSubdomainCustom
    cutToFirstSignificantSubdomainCustomRFC cutToFirstSignificantSubdomainCustomWithWWW
    cutToFirstSignificantSubdomainCustomWithWWWRFC cutToFirstSignificantSubdomainRFC
    cutToFirstSignificantSubdomainWithWWW cutToFirstSignificantSubdomainWithWWWRFC cutURLParameter cutWWW
    decodeURLComponent decodeURLFormComponent domain domainRFC domainWithoutWWW domainWithoutWWWRFC
    encodeURLComponent encodeURLFormComponent extractURLParameter extractURLParameterNames
    extractURLParameters firstSignificantSubdomain firstSignificantSubdomainCustom
    firstSignificantSubdomainCustomRFC firstSignificantSubdomainRFC fragment geoDistance geohashDecode
    geohashEncode geohashesInBox geometryIntersectCartesian geometryIntersectSpherical geoToH3 geoToMGRS
    geoToUTM greatCircleAngle greatCircleDistance h3CellAreaM2 h3CellAreaRads2 h3Distance h3EdgeAngle
    h3EdgeLengthKm h3EdgeLengthM h3ExactEdgeLengthKm h3ExactEdgeLengthM h3ExactEdgeLengthRads h3GetBaseCell
    h3GetDestinationIndexFromUnidirectionalEdge h3GetFaces h3GetIndexesFromUnidirectionalEdge
    h3GetOriginIndexFromUnidirectionalEdge h3GetPentagonIndexes h3GetRes0Indexes h3GetResolution
    h3GetUnidirectionalEdge h3GetUnidirectionalEdgeBoundary h3GetUnidirectionalEdgesFromHexagon h3HexAreaKm2
    h3HexAreaM2 h3HexRing h3IndexesAreNeighbors h3IsPentagon h3IsResClassIII h3IsValid h3kRing h3Line
    h3NumHexagons h3PointDistKm h3PointDistM h3PointDistRads h3PolygonToCells
    h3PolygonToCellsWithContainment h3ToCenterChild h3ToChildren h3ToGeo h3ToGeoBoundary h3ToParent
    h3ToString h3UnidirectionalEdgeIsValid MGRSToGeo MVTBoundingBox MVTBoundingBoxMercator MVTEncodeGeom
    netloc path pathFull perimeterCartesian perimeterSpherical pointInEllipses pointInPolygon
    polygonAreaCartesian polygonAreaSpherical polygonConvexHullCartesian polygonPerimeterCartesian
    polygonPerimeterSpherical polygonsDistanceCartesian polygonsDistanceSpherical polygonsEqualsCartesian
    polygonsIntersectCartesian polygonsIntersectionCartesian polygonsIntersectionSpherical
    polygonsIntersectSpherical polygonsSymDifferenceCartesian polygonsSymDifferenceSpherical
    polygonsUnionCartesian polygonsUnionSpherical polygonsWithinCartesian polygonsWithinSpherical port
    portRFC protocol queryString queryStringAndFragment readWKB readWKBLineString readWKBMultiLineString
    readWKBMultiPolygon readWKBPoint readWKBPolygon readWKT readWKTLineString readWKTMultiLineString
    readWKTMultiPolygon readWKTPoint readWKTPolygon readWKTRing regionHierarchy regionIn regionToArea
    regionToCity regionToContinent regionToCountry regionToDistrict regionToName regionToPopulation
    regionToTopContinent ST_AsMVTGeom ST_LineFromWKB ST_MLineFromWKB ST_MPolyFromWKB ST_PointFromWKB
    ST_PolyFromWKB stringToH3 SVG topLevelDomain topLevelDomainRFC URLHierarchy URLPathHierarchy UTMToGeo
    WKB WKT`,
  other: `
    authenticatedUser authUser bar blockNumber blockSerializedSize blockSize byteSize colorOKLABToSRGB
    colorOKLCHToSRGB colorSRGBToOKLAB colorSRGBToOKLCH countDigits current_database current_schemas
    current_user currentDatabase currentProfiles currentRoles currentSchemas currentUser DATABASE
    defaultProfiles defaultRoles defaultValueOfArgumentType defaultValueOfTypeName dictGet dictGetAll
    dictGetChildren dictGetDate dictGetDateOrDefault dictGetDateTime dictGetDateTimeOrDefault
    dictGetDescendants dictGetFloat32 dictGetFloat32OrDefault dictGetFloat64 dictGetFloat64OrDefault
    dictGetHierarchy dictGetInt16 dictGetInt16OrDefault dictGetInt32 dictGetInt32OrDefault dictGetInt64
    dictGetInt64OrDefault dictGetInt8 dictGetInt8OrDefault dictGetIPv4 dictGetIPv4OrDefault dictGetIPv6
    dictGetIPv6OrDefault dictGetKeys dictGetOrDefault dictGetOrNull dictGetRoot dictGetString
    dictGetStringOrDefault dictGetUInt16 dictGetUInt16OrDefault dictGetUInt32 dictGetUInt32OrDefault
    dictGetUInt64 dictGetUInt64OrDefault dictGetUInt8 dictGetUInt8OrDefault dictGetUUID dictGetUUIDOrDefault
    dictHas dictIsIn digits dumpColumnStructure enabledProfiles enabledRoles errorCodeToName evalMLMethod
    finalizeAggregation flipCoordinates FORMAT_BYTES formatQuery formatQueryOrNull formatQuerySingleLine
    formatQuerySingleLineOrNull formatReadableDecimalSize formatReadableQuantity formatReadableSize
    formatReadableTimeDelta fuzzBits fuzzQuery generateRandomStructure getMaxTableNameLengthForDatabase
    getSizeOfEnumType getSubcolumn getTypeSerializationStreams highlightQuery icebergBucket icebergTruncate
    identity ignore indexHint initializeAggregation isConstant isDecimalOverflow isMergeTreePartCoveredBy
    joinGet joinGetOrNull lowCardinalityIndices lowCardinalityKeys MACNumToString MACStringToNum
    MACStringToOUI materialize mergeTreePartInfo minSampleSizeContinous minSampleSizeContinuous
    minSampleSizeConversion naiveBayesClassifier naiveBayesClassifierWithAllProbs
    naiveBayesClassifierWithProb neighbor normalizedQueryHash normalizedQueryHashKeepNames normalizeQuery
    normalizeQueryKeepNames obfuscateQuery obfuscateQueryWithSeed parseReadableSize parseReadableSizeOrNull
    parseReadableSizeOrZero parseTimeDelta partitionID rand rand32 rand64 randBernoulli randBinomial
    randCanonical randChiSquared randConstant randExponential randFisherF randLogNormal randNegativeBinomial
    randNormal randomFixedString randomPrintableASCII randomString randomStringUTF8 randPoisson randStudentT
    randUniform rowNumberInAllBlocks rowNumberInBlock runningAccumulate runningConcurrency runningDifference
    runningDifferenceStartingWithFirstValue SCHEMA session_user shardCount shardNum
    structureToCapnProtoSchema structureToProtobufSchema throwIf toColumnTypeName tokenizeQuery toTypeName
    transform user variantElement variantType version visibleWidth`,
};

/** What the parser makes of syntax. */
const SYNTAX = "exists grouping lambda untuple";

const ADMITTED: ReadonlySet<string> = new Set(
  [...Object.values(FUNCTIONS), SYNTAX].flatMap((names) => names.trim().toLowerCase().split(/\s+/)),
);

/**
 * Tells whether a function is on the list, in whatever case: ClickHouse takes many of them in any, and none in
 * which another function has the same name.
 */
export function isAdmittedFunction(name: string): boolean {
  return ADMITTED.has(name.toLowerCase());
}
