"""Closed lists of English words that the stages share, each with what it is for."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text as a set: a closed list that reads as one."""
    return frozenset(text.split())


# How a number bounds what it states, by the words that touch it, longest first (at most five words).
QUALIFIERS = {
    "more than": "more_than",
    "over": "more_than",
    "over than": "more_than",
    "upwards of": "more_than",
    "upward of": "more_than",
    "just over": "more_than",
    "well over": "more_than",
    "well above": "more_than",
    "just above": "more_than",
    "just more than": "more_than",
    "a little over": "more_than",
    "a little more than": "more_than",
    "slightly over": "more_than",
    "slightly more than": "more_than",
    "slightly above": "more_than",
    "far more than": "more_than",
    "well in excess of": "more_than",
    "in excess of": "more_than",
    "greater than": "more_than",
    "above": "more_than",
    "north of": "more_than",
    "exceeding": "more_than",
    "comfortably over": "more_than",
    "much more than": "more_than",
    "rather more than": "more_than",
    "a shade over": "more_than",
    ">": "more_than",
    "at least": "at_least",
    "no fewer than": "at_least",
    "no less than": "at_least",
    "not fewer than": "at_least",
    "not less than": "at_least",
    "a minimum of": "at_least",
    "minimum of": "at_least",
    "as few as": "at_least",
    "≥": "at_least",
    "less than": "less_than",
    "fewer than": "less_than",
    "under": "less_than",
    "below": "less_than",
    "well under": "less_than",
    "well below": "less_than",
    "far fewer than": "less_than",
    "far less than": "less_than",
    "<": "less_than",
    "at most": "at_most",
    "no more than": "at_most",
    "not more than": "at_most",
    "not exceeding": "at_most",
    "no higher than": "at_most",
    "no lower than": "at_least",
    "a maximum of": "at_most",
    "maximum of": "at_most",
    "no greater than": "at_most",
    "at the most": "at_most",
    "≤": "at_most",
    "within": "at_most",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "some": "about",
    "approximately": "about",
    "approx": "about",
    "approx.": "about",
    "an estimated": "about",
    "estimated": "about",
    "an estimated total of": "about",
    "estimated at": "about",
    "circa": "about",
    "c.": "about",
    "in the region of": "about",
    "in the order of": "about",
    "of the order of": "about",
    "on the order of": "about",
    "somewhere around": "about",
    "something like": "about",
    "broadly": "about",
    "an approximate": "about",
    "roughly about": "about",
    "~": "about",
    "≈": "about",
    "almost": "nearly",
    "nearly": "nearly",
    "just under": "nearly",
    "close to": "nearly",
    "near to": "nearly",
    "not far short of": "nearly",
    "just short of": "nearly",
    "little short of": "nearly",
    "a little under": "nearly",
    "a little less than": "nearly",
    "slightly under": "nearly",
    "slightly less than": "nearly",
    "slightly fewer than": "nearly",
    "slightly below": "nearly",
    "just less than": "nearly",
    "just fewer than": "nearly",
    "just below": "nearly",
    "just shy of": "nearly",
    "shy of": "nearly",
    "a shade under": "nearly",
    "approaching": "nearly",
    "nearing": "nearly",
    "virtually": "nearly",
    "close on": "nearly",
    "not quite": "nearly",
    "well nigh": "nearly",
    "getting on for": "nearly",
    "up to": "up_to",
    "as many as": "up_to",
    "as much as": "up_to",
    "as high as": "up_to",
    "anything up to": "up_to",
}
QUALIFIER_LAST = frozenset(phrase.split()[-1] for phrase in QUALIFIERS)

# Words that may stand between a qualifier and its numeral ("at least a staggering £10 billion").
BETWEEN_QUALIFIER = words(
    "a an another further additional extra staggering whopping massive huge record full total combined "
    "mere estimated incredible astonishing shocking"
)

AFTER_QUALIFIERS = {
    ("or", "more"): "at_least",
    ("or", "above"): "at_least",
    ("or", "over"): "at_least",
    ("or", "higher"): "at_least",
    ("or", "greater"): "at_least",
    ("and", "above"): "at_least",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("or", "under"): "at_most",
    ("or", "below"): "at_most",
    ("or", "lower"): "at_most",
    ("or", "so"): "about",
    ("at", "most"): "at_most",
    ("at", "least"): "at_least",
    ("or", "thereabouts"): "about",
}

# Spans of time: noun -> singular.
TIME_UNITS = {
    "year": "year", "years": "year", "yr": "year", "yrs": "year", "year's": "year", "years'": "year",
    "month": "month", "months": "month", "months'": "month", "month's": "month", "mths": "month",
    "week": "week", "weeks": "week", "weeks'": "week", "week's": "week",
    "fortnight": "fortnight", "fortnights": "fortnight",
    "day": "day", "days": "day", "days'": "day", "day's": "day",
    "hour": "hour", "hours": "hour", "hours'": "hour", "hour's": "hour", "hrs": "hour", "hr": "hour",
    "minute": "minute", "minutes": "minute", "mins": "minute", "min": "minute", "minutes'": "minute",
    "second": "second", "seconds": "second", "secs": "second",
    "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
    "quarter": "quarter", "quarters": "quarter", "night": "night", "nights": "night",
    "weekend": "weekend", "weekends": "weekend", "season": "season", "seasons": "season", "term": "term",
    "millisecond": "millisecond", "milliseconds": "millisecond", "ms": "millisecond",
}  # fmt: skip
RATE_TIMES = words(
    "year month week day hour minute second night decade quarter fortnight annum weekend shift season head"
)

# Units that are written with the numeral; the value is how the unit is named.
UNIT_NAMES = {
    "mg": "mg", "g": "g", "kg": "kg", "kgs": "kg", "µg": "µg", "μg": "µg", "mcg": "µg", "ug": "µg", "lb": "lb", "lbs": "lb", "oz": "oz",
    "mm": "mm", "cm": "cm", "m": "m", "km": "km", "kms": "km", "ft": "ft", "nm": "nm", "yd": "yd", "sq": "sq",
    "mph": "mph", "kph": "km/h", "kmh": "km/h", "knots": "knot", "mpg": "mpg",
    "kw": "kW", "mw": "MW", "gw": "GW", "tw": "TW", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "twh": "TWh", "kv": "kV",
    "kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB", "mbps": "Mbps", "gbps": "Gbps", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz",
    "ml": "ml", "cl": "cl", "l": "l", "ha": "ha", "hp": "hp", "bhp": "bhp", "db": "dB", "bpd": "bpd", "boe": "boe", "mtpa": "mtpa",
    "ppm": "ppm", "ppb": "ppb", "bpm": "bpm", "rpm": "rpm", "cc": "cc", "mt": "Mt", "kt": "kt", "gt": "Gt", "mtco": "Mt",
    "mile": "mile", "metre": "metre", "meter": "metre", "kilometre": "kilometre", "foot": "foot", "inch": "inch", "acre": "acre",
    "tonne": "tonne", "ton": "ton", "litre": "litre", "gallon": "gallon", "kilo": "kilo", "kilogram": "kilogram", "degree": "degree",
    "megawatt": "megawatt", "gigawatt": "gigawatt", "kilowatt": "kilowatt", "hectare": "hectare", "watt": "watt", "volt": "volt",
    "yard": "yard", "barrel": "barrel", "liter": "litre", "kilometer": "kilometre", "horsepower": "horsepower", "pound": "pound",
    "mi": "mile", "kbps": "kbps", "kwp": "kWp", "dl": "dl", "hl": "hl",
}  # fmt: skip

CURRENCY_SIGNS = {
    "£": "GBP",
    "$": "USD",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₦": "NGN",
    "₪": "ILS",
    "₺": "TRY",
    "฿": "THB",
    "₱": "PHP",
}
DOLLAR_PREFIXES = {
    "us": "USD",
    "u.s": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "can": "CAD",
    "cdn": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "r": "BRL",
    "nt": "TWD",
    "cad": "CAD",
    "aud": "AUD",
    "usd": "USD",
    "nzd": "NZD",
    "sg": "SGD",
    "mx": "MXN",
    "j": "JMD",
}
CURRENCY_CODES = {
    "gbp": "GBP", "usd": "USD", "eur": "EUR", "jpy": "JPY", "inr": "INR", "cad": "CAD", "aud": "AUD", "nzd": "NZD", "chf": "CHF",
    "cny": "CNY", "rmb": "CNY", "rs": "INR", "hkd": "HKD", "sgd": "SGD", "zar": "ZAR", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "aed": "AED", "sar": "SAR", "brl": "BRL", "mxn": "MXN", "pkr": "PKR", "kes": "KES", "ksh": "KES", "sh": "KES", "rm": "MYR", "stg": "GBP", "php": "PHP", "ngn": "NGN", "ghs": "GHS", "tzs": "TZS", "ugx": "UGX", "kshs": "KES", "bdt": "BDT", "tk": "BDT",
    "lkr": "LKR", "npr": "NPR", "idr": "IDR", "rp": "IDR", "vnd": "VND", "thb": "THB", "krw": "KRW", "twd": "TWD", "ils": "ILS", "pln": "PLN", "huf": "HUF",
    "czk": "CZK", "ron": "RON", "egp": "EGP", "qar": "QAR", "kwd": "KWD", "cop": "COP", "clp": "CLP", "ars": "ARS", "myr": "MYR", "re": "INR",
}  # fmt: skip
CURRENCY_NOUNS = {
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "pence": "GBP", "penny": "GBP", "p": "GBP", "dollar": "USD", "dollars": "USD",
    "cent": "USD", "cents": "USD", "c": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY", "rupee": "INR", "rupees": "INR", "paise": "INR",
    "yuan": "CNY", "francs": "CHF", "franc": "CHF", "kronor": "SEK", "kroner": "NOK", "krona": "SEK", "rand": "ZAR", "won": "KRW",
    "roubles": "RUB", "rubles": "RUB", "shekels": "ILS", "lira": "TRY", "dirhams": "AED", "naira": "NGN", "peso": "MXN", "pesos": "MXN",
    "ringgit": "MYR", "baht": "THB", "shillings": "KES", "rouble": "RUB", "ruble": "RUB",
}  # fmt: skip
HUNDREDTHS = frozenset({"pence", "paise", "penny", "p", "cent", "cents", "c"})

CHANGE_VERBS = {
    "doubled": 1.0, "doubling": 1.0, "doubles": 1.0, "redoubled": 1.0,
    "trebled": 2.0, "trebling": 2.0, "trebles": 2.0, "tripled": 2.0, "tripling": 2.0, "triples": 2.0,
    "quadrupled": 3.0, "quadrupling": 3.0, "quadruples": 3.0, "quintupled": 4.0, "sextupled": 5.0,
    "halved": -0.5, "halving": -0.5, "halves": -0.5,
}  # fmt: skip
BARE_CHANGE_VERBS = {"double": 1.0, "treble": 2.0, "triple": 2.0, "quadruple": 3.0, "halve": -0.5}
FOLDS = {
    "twofold": 2, "two-fold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8,
    "ninefold": 9, "tenfold": 10, "twentyfold": 20, "hundredfold": 100, "thousandfold": 1000,
}  # fmt: skip
MULTIPLES = {"twice": 2, "thrice": 3}
VAGUE = words("dozens hundreds thousands millions billions trillions lakhs crores tens scores")

# Words of rise and fall, with the sign. Verbs may take an amount ("fell 5%", "fell by 5%"), nouns one after "of".
UP_VERBS = words(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing climb "
    "climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soars soared soaring "
    "gain gains gained gaining up swell swelled swollen expand expanded expanding expands advance advanced "
    "advances rocket rocketed leap leapt leaps leaped spiked spike edge edged higher accelerated accelerate "
    "strengthened strengthen improved improve improves improving added adding adds add ballooned mushroomed "
    "shot rallied rally rebounded recovered recover creep crept inched ticked picked upped raised raise raises "
    "raising hike hiked boost boosted boosting widened escalated multiplied greater larger longer more bigger "
    "extra further additional inflated appreciated uplift quicker faster better"
)
DOWN_VERBS = words(
    "fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined "
    "declining drop drops dropped dropping down lower reduce reduced reduces reducing shrink shrank shrunk "
    "shrinking slip slips slipped slipping slide slides slid sliding tumble tumbles tumbled tumbling plunge "
    "plunges plunged plunging cut cuts cutting slump slumps slumped plummet plummeted plummets sank sink sinks "
    "sunk dip dips dipped dipping lose loses lost losing shed sheds eased ease eases easing retreated weakened "
    "contract contracted contracts contracting fewer less smaller shorter slashed slash halved dwindled "
    "narrowed slowed trimmed depreciated worse cheaper slower receded nosedived crashed collapsed softened "
    "tumble trim trimmed off"
)
UP_NOUNS = words(
    "rise increase growth jump surge gain climb upturn uptick leap spike hike uplift expansion boost advance "
    "swell improvement acceleration appreciation rises increases gains jumps escalation rebound recovery "
    "explosion"
)
DOWN_NOUNS = words(
    "fall decrease decline drop reduction cut dip slump plunge downturn contraction loss slide shrinkage "
    "slowdown fell falls decreases declines drops reductions cuts dips collapse depreciation deterioration "
    "crash tumble"
)

# Words that end the noun phrase after a numeral.
STOPPERS = words(
    "what how why whether "
    "the a an and or but nor of in on at to for from by with without into onto over under above below between "
    "among amongst against during after before since until till through throughout across within around about "
    "than as that which who whom whose where when while whilst because if though although so is are was were "
    "be been being am has have had do does did will would could should may might must can shall not no n't "
    "this these those it its he she they them his her their our we us i you your my me there here also then "
    "now up down off out per via despite including compared versus vs plus minus such each every all any both "
    "either neither only just even still already alone last next ago earlier later more less fewer most least "
    "very too rather almost nearly today yesterday tomorrow yet however meanwhile whereas like unlike amid "
    "following towards toward behind beyond along near onto according due owing instead again once twice "
    "overall annually monthly weekly daily"
)
PRONOUNS = words("them these those they it which whom that this all everyone")
DETERMINERS = words(
    "the a an all these those its their his her our your my this that every each such other both any some his "
    "whose many"
)
AUXILIARIES = words(
    "is are was were be been being has have had do does did will would could should may might must can shall "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't couldn't didn't doesn't don't"
)
PREPOSITIONS = words(
    "of in on at to for from by with without into over under above below between among against during after "
    "before since until through throughout across within around about than as per via despite including amid "
    "following towards toward behind beyond along near outside inside involving concerning regarding"
)
# Verbs that would be taken for nouns behind a numeral ("122 were ...", "680 show ..."), mostly irregular pasts and present forms.
VERBS = words(
    "dealt drove hit beat bore bred broke built chose dug ate fed fought flew forgot froze heard hid laid learnt lent meant "
    "overtook proved rode rang sold set shook slept slid spoke split stole struck swept swore taught threw understood wore "
    "wound outpaced exceeded exceeds topped tops involves turned turns produced produces remained accounts makes make seems "
    "stayed stays equals totalled reached reaches stood passed passes represents represented makes comprised concerned "
    "covers cost doubled halved trebled tripled rose fell grew dropped climbed jumped soared plunged slumped increased "
    "decreased declined slipped edged gained "
    "said says say told tell tells went go goes got get gets came come comes took take takes taken gave give "
    "gives given made make makes found saw see sees seen left leave leaves lost lose loses won win "
    "wins led lead leads held hold holds kept keep keeps felt feel feels met meet meets paid pay pays sent "
    "send sends spent spend spends stood stand stands thought think thinks brought bring brings bought buy "
    "buys caught catch catches fell rose grew knew know knows known began begin begins begun became become "
    "becomes ran run runs showed show shows shown wrote write writes written drew drawn drove driven died die "
    "dies lived live lives living works worked working work voted vote suffered involve involves involved "
    "involving remain remains remained include includes included including need needs needed want wants wanted "
    "agreed agree agrees disagreed answered responded reported reporting recorded recording took taking going "
    "using used receiving received seeking sought waiting needing facing faced lacked lack suffering affected "
    "attending attended saying believe believed believes admitted resulted led ended started expected arrived "
    "applied concerned related linked based compared followed owned living born killed injured arrested "
    "charged convicted sentenced hosts host hosted supply supplied supplies met meets meet come came account "
    "accounted accounts counted rated having being described depend experience experienced exist existed "
    "happen happened occur occurred appear appeared seem seemed"
)
IRREGULAR_SINGULARS = {
    "people": "person", "children": "child", "women": "woman", "men": "man", "teeth": "tooth", "feet": "foot", "mice": "mouse",
    "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife", "leaves": "leaf", "halves": "half", "thieves": "thief",
    "wolves": "wolf", "calves": "calf", "shelves": "shelf", "loaves": "loaf", "homes": "home", "policemen": "policeman",
    "policewomen": "policewoman", "firemen": "fireman", "fishermen": "fisherman", "grandchildren": "grandchild",
    "schoolchildren": "schoolchild", "crises": "crisis", "analyses": "analysis", "diagnoses": "diagnosis", "bases": "base",
    "criteria": "criterion", "phenomena": "phenomenon", "data": "data", "series": "series", "species": "species",
    "households": "household", "buses": "bus", "gases": "gas", "viruses": "virus", "premises": "premises", "statuses": "status",
    "women's": "woman", "men's": "man", "children's": "child", "people's": "person", "persons": "person", "indices": "index",
    "indexes": "index", "employees": "employee", "businesswomen": "businesswoman", "spokesmen": "spokesman", "oxen": "ox",
    "movies": "movie", "cookies": "cookie", "calories": "calorie", "ties": "tie", "pies": "pie", "lies": "lie", "aircraft": "aircraft",
    "police": "police", "staff": "staff", "news": "news", "means": "means", "works": "works", "headquarters": "headquarters",
    "responses": "response", "houses": "house", "causes": "cause", "cases": "case", "offences": "offence", "licences": "licence",
    "premises'": "premises", "clothes": "clothes", "goods": "goods", "earnings": "earnings", "proceeds": "proceeds", "gp": "GP",
    "mps": "MP", "gps": "GP", "urls": "URL", "pcs": "PC", "ngos": "NGO", "ceos": "CEO", "smes": "SME", "evs": "EV", "bus": "bus", "gas": "gas",
    "virus": "virus", "census": "census", "campus": "campus", "status": "status", "bonus": "bonus", "surplus": "surplus", "lens": "lens",
    "bias": "bias", "canvas": "canvas", "focus": "focus", "basis": "basis", "crisis": "crisis", "analysis": "analysis",
    "axes": "axis", "taxes": "tax", "boxes": "box", "slaves": "slave", "curves": "curve", "valves": "valve",
}  # fmt: skip

# People: heads for ages, coverage of surveys, cases.
PERSON_NOUNS = words(
    "people person persons adult adults child children woman women man men girl girls boy boys teenager "
    "teenagers youth youths kid kids pupil pupils student students patient patients worker workers resident "
    "residents pensioner pensioners victim victims voter voters user users respondent respondents mother "
    "mothers father fathers parent parents baby babies infant infants toddler toddlers driver drivers "
    "passenger passengers drinker drinkers smoker smokers offender offenders suspect suspects prisoner "
    "prisoners householder customers customer employee employees consumers consumer males females male female "
    "teens teen those anyone everyone nobody population youngsters youngster citizens citizen migrants migrant "
    "refugees refugee claimants members internet-users viewers listeners households tenants jobseekers "
    "graduates learners apprentices veterans carers nurses doctors teachers under over someone individuals "
    "individual"
)
SINGULAR_PERSON = words(
    "man woman boy girl teenager teen youth child baby toddler infant pensioner driver motorist cyclist "
    "pedestrian passenger victim suspect student pupil mother father grandmother grandfather son daughter "
    "brother sister wife husband widow nurse teacher soldier doctor worker officer patient resident grandson "
    "granddaughter defendant offender male female schoolboy schoolgirl great-grandmother mum dad mother-of-two "
    "father-of-two mother-of-three lorry motorcyclist farmer plumber vicar priest businessman waitress "
    "labourer carer tenant engineer builder"
)

# What another figure is based on (coverage), by its head noun, when it answers, supplies or was asked.
COVERAGE_NOUNS = words(
    "force forces authority authorities council councils respondent respondents participants participant "
    "trusts trust hospitals schools companies firms employers agencies departments boards districts boroughs "
    "counties countries states constabularies areas organisations organizations households adults people "
    "businesses parents teachers officers charities universities colleges providers women men children pupils "
    "voters patients members interviews responses surveys questionnaires homes economists analysts managers "
    "executives leaders doctors nurses gps consumers motorists drivers tenants landlords readers workers sites "
    "stations samples nations territories provinces municipalities operators retailers dealers suppliers "
    "branches courts prisons services practices farms farmers growers owners staff employees customers users "
    "students residents records reports files studies cities towns"
)

# Words before a number that make a name of it ("section 28", "Outcome 21").
NAME_WORDS = words(
    "section sections article articles paragraph paragraphs para paras page pages chapter chapters table "
    "tables figure fig schedule annex annexe appendix clause clauses regulation regulations rule part phase "
    "stage step grade band tier category type class room hall floor gate platform flight route junction "
    "highway motorway channel no number version vol volume issue item lot unit apartment flat suite zone ward "
    "pier terminal bay level act bill outcome form box question note footnote recommendation principle "
    "objective goal pillar option scenario target track block area sector study trial exhibit model series "
    "season episode windows iphone galaxy playstation boeing airbus group pool heat lane line size key psalm "
    "verse resolution directive protocol operation unit psl sdg"
)
NOT_NAMES = words(
    "in on at by to from of the and or for since until about around over under nearly almost some with than "
    "between during january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mr "
    "mrs ms dr sir lord a an last this next only just another all these those there they we he she it i you "
    "police more less up down rose fell found said says when while after before if as but so both one two "
    "three four five six seven eight nine ten out roughly approximately exactly early late mid pre post top "
    "best another total totalling average us uk england wales scotland britain kent essex london usd gbp eur "
    "rs because was were is are has have had most least first aged age ages under-"
)
ZERO_IDIOMS = words("tolerance emissions emission carbon hours hour sum waste day")

# Words that are noun and verb; which one shows in what follows.
HOMOGRAPHS = words(
    "pay pays need needs report reports show shows work works use uses vote votes claim claims name names lead leads stand "
    "stands host hosts supply meet live lives pass cost costs cut cuts rise rises fall falls drop drops drive run runs end "
    "ends start starts plan plans account accounts count counts love charge charges face place places spend return returns "
    "train trains leave find finds hold holds call calls visit visits attack attacks order orders deal deals sale increase "
    "increases decrease decline declines change changes offer offers request requests share shares grant grants loss help "
    "visit test tests view views post posts like likes comment comments answer answers appeal appeals award awards fine fines "
    "release releases record records search searches match matches raid raids strike strikes trip trips protest protests "
    "respond result results study studies contact contacts murder murders rape rapes assault assaults abuse kidnap walk walks"
)
ADJECTIVES = words(
    "worst best highest lowest most least first last largest biggest smallest "
    "higher lower greater fewer longer shorter larger smaller better worse further extra bigger "
    "new old young total sexual violent serious high low recorded reported estimated further additional extra "
    "online different separate such own local national public private free full whole main major minor human "
    "social medical legal criminal financial fiscal annual monthly weekly daily overall average median mean "
    "good bad big small large long short black white british english irish american indian canadian australian "
    "european foreign domestic international global male female available possible likely known unknown due "
    "able eligible aged alone dead alive ill positive negative"
)
