"""Names of places that the official list does not hold but people write."""

from typing import Final

OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "Tbilisi": ("თფილისი", "ტფილისი", "თბ", "Tiflis", "Tbl", "დედაქალაქი"),
    "Batumi": ("ბათომი", "Batum"),
    "Kazbegi": ("სტეფანწმინდა", "Stepantsminda", "Qazbegi"),
    "Ozurgeti": ("მახარაძე", "Makharadze"),
    "Senaki": ("ცხაკაია", "მიხა ცხაკაია", "Tskhakaya"),
    "Martvili": ("გეგეჭკორი", "Gegechkori"),
    "Baghdati": ("მაიაკოვსკი", "Mayakovski", "Bagdati", "Bagdadi"),
    "Ninotsminda": ("ბოგდანოვკა", "Bogdanovka"),
    "Dedoplistskaro": ("წითელწყარო", "Tsiteltskaro", "დედოფლის წყარო", "Dedoplis Tskaro"),
    "Kharagauli": ("ორჯონიკიძე", "Orjonikidze"),
    "Tetritskaro": ("თეთრი წყარო", "აღბულახი", "თ წყარო", "Tetri Tskaro"),
    "Bolnisi": ("ლუქსემბურგი", "Luxemburg"),
    "Gardabani": ("ყარაიაზი", "Karayazi"),
    "Marneuli": ("ბორჩალო", "Borchalo"),
    "Tsalka": ("ბარმაქსიზი",),
    "Khashuri": ("სტალინისი", "Stalinisi"),
    "Sighnaghi": ("Signagi", "Signaghi", "Sighnagi"),
    "Zestaponi": ("Zestafoni", "Zestaphoni", "ზესტაფონ"),
    "Akhalgori": ("ლენინგორი", "Leningori"),
    "Tskaltubo": ("Tsqaltubo",),
    "Kareli": ("Qareli",),
    "Chkhorotsku": ("Chkhorotsqu",),
    "Mtskheta": ("Mcxeta",),
}
"""Old names, Soviet names and other spellings, by the English name of the municipality."""

TBILISI_DISTRICTS: Final = (
    "ვაკე", "საბურთალო", "გლდანი", "ნაძალადევი", "ისანი", "სამგორი", "ჩუღურეთი", "დიდუბე",
    "კრწანისი", "მთაწმინდა", "ისანი-სამგორი", "გლდანი-ნაძალადევი", "დიდუბე-ჩუღურეთი",
)  # fmt: skip

_REGION_NAMES = {
    "GE-AJ": (
        "აჭარა | აჭარის ავტონომიური რესპუბლიკა | აჭარის ა/რ | აჭარის არ | Adjara"
        " | Ajara | Achara | Adjaria | Adjara AR"
    ),
    "GE-AB": "აფხაზეთი | აფხაზეთის ა/რ | Abkhazia | Apkhazeti",
    "GE-SZ": (
        "სამეგრელო | ზემო სვანეთი | სვანეთი | სამეგრელო და ზემო სვანეთი | Samegrelo"
        " | Svaneti | Samegrelo and Zemo Svaneti | Samegrelo-Upper Svaneti | Mingrelia"
    ),
    "GE-RL": (
        "რაჭა | რაჭა-ლეჩხუმი | რაჭა-ლეჩხუმ-ქვემო სვანეთი | ლეჩხუმი | ქვემო სვანეთი"
        " | Racha | Racha-Lechkhumi | Racha-Lechkhumi-Kvemo Svaneti"
        " | Racha-Lechkhumi and Lower Svaneti"
    ),
    "GE-GU": "Guria",
    "GE-IM": "Imereti | Imereti region",
    "GE-SJ": ("სამცხე | ჯავახეთი | სამცხე ჯავახეთი | Samtskhe | Javakheti | Samtskhe Javakheti"),
    "GE-SK": ("ცხინვალის რეგიონი | სამაჩაბლო | Shida Kartli | Inner Kartli | Tskhinvali region"),
    "GE-MM": "მთიანეთი | მცხეთა მთიანეთი | Mtskheta Mtianeti",
    "GE-KK": "Kvemo Kartli | Lower Kartli",
    "GE-TB": "Tbilisi",
    "GE-KA": "Kakheti | Kaxeti | Kakhetia",
}
REGION_NAMES: Final = {code: tuple(names.split(" | ")) for code, names in _REGION_NAMES.items()}
"""Short, long and foreign names of the regions by ISO code."""

OCCUPIED_TOWNS: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("სოხუმი", "სუხუმი", "აყვა", "Sokhumi", "Sukhumi", "გაგრა", "Gagra", "გუდაუთა", "Gudauta",
         "გულრიფში", "Gulripshi", "ოჩამჩირე", "Ochamchire", "ტყვარჩელი", "Tkvarcheli",
         "გალი", "Gali"),
        "GE-AB",
    ),
    **dict.fromkeys(("ცხინვალი", "Tskhinvali", "სტალინირი", "ჯავა", "Java", "ზნაური"), "GE-SK"),
}  # fmt: skip
"""Towns of the occupied territories that are no municipality of the official list."""

WHOLE_COUNTRY: Final = (
    "საქართველო", "მთელი საქართველო", "საქართველოს მასშტაბით", "მთელი ქვეყანა",
    "ქვეყნის მასშტაბით", "ყველა რეგიონი", "ყველა მუნიციპალიტეტი", "რეგიონები", "სხვადასხვა",
    "სხვადასხვა რეგიონი", "სხვადასხვა მუნიციპალიტეტი", "სხვადასხვა ადგილი", "რამდენიმე რეგიონი",
    "რამდენიმე მუნიციპალიტეტი", "ყველა", "Georgia", "whole country", "whole of Georgia",
    "all Georgia", "all regions", "all municipalities", "nationwide", "countrywide", "various",
    "regions", "several municipalities", "multiple locations", "multiple",
)  # fmt: skip

ONLINE: Final = (
    "ონლაინ", "ონლაინი", "ონლაინ რეჟიმი", "დისტანციური", "დისტანციურად", "ვირტუალური", "ზუმი",
    "zoom", "online", "virtual", "remote", "webex", "ms teams", "teams", "google meet",
    "microsoft teams", "ონლაინ zoom", "online zoom", "zoom platform", "ზუმის პლატფორმა",
)  # fmt: skip

NOT_GIVEN: Final = (
    "na", "n a", "tbc", "tbd", "tba", "none", "unknown", "უცნობია", "უცნობი", "დასაზუსტებელია",
    "დასაზუსტებელი", "დაზუსტდება", "არ არის", "არ არის ცნობილი", "to be confirmed",
)  # fmt: skip
