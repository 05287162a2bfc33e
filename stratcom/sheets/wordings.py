"""How offices word the terms of the project's own vocabularies, beside the labels."""

from typing import Final

# One line a term: kind.code, then wordings.
_WORDINGS = """
format.info_meeting: შეხვედრა | საინფორმაციო შეხვედრები | information session | info meeting | meeting | info session
format.lecture: საჯარო ლექცია | ღია ლექცია | public lecture | open lecture
format.seminar: ვებინარი | webinar
format.training: ტრენერთა ტრენინგი | გადამზადება | training course | training of trainers
format.workshop: სამუშაო შეხვედრა | ვორკშოპი | სამუშაო სემინარი | working meeting
format.discussion: მრგვალი მაგიდა | საჯარო დისკუსია | პანელური დისკუსია | სადისკუსიო შეხვედრა | round table | roundtable | panel discussion | public discussion
format.debate: დებატი | debates
format.conference: ფორუმი | სიმპოზიუმი | forum | symposium
format.competition: კონკურსები | ვიქტორინა | ოლიმპიადა | contest | quiz
format.sports: ტურნირი | სპორტული | sport event | sports | tournament
format.camp: ბანაკი | საზაფხულო სკოლა | ზამთრის სკოლა | summer school | winter school | camp
format.celebration: ზეიმი | დღესასწაული | კონცერტი | ფესტივალი | concert | festival
format.film: ფილმი | კინოჩვენება | film screening | film | screening
audience.pupils: მოსწავლეები | მოსწავლე ახალგაზრდობა | school pupils | schoolchildren | school children | school students
audience.students: სტუდენტობა | უნივერსიტეტის სტუდენტები | university students
audience.teachers: მასწავლებლები | პროფესორ მასწავლებლები | ლექტორები | სკოლის დირექტორები | educators | lecturers
audience.public_servants: საჯარო მოსამსახურეები | მოხელეები | თვითმმართველობის წარმომადგენლები | თვითმმართველობები | ადგილობრივი თვითმმართველობა | civil servants | local government | public officials
audience.local_population: მოსახლეობა | ადგილობრივი მაცხოვრებლები | სოფლის მოსახლეობა | local population | local community | residents | villagers
audience.general_public: საზოგადოების ფართო ფენები | ფართო საზოგადოების წარმომადგენლები | wide public | broad public
audience.youth: ახალგაზრდობა | young people | youth groups
audience.ethnic_minorities: ეთნიკური უმცირესობების წარმომადგენლები | უმცირესობები | minorities
audience.conflict_line_residents: საოკუპაციო ხაზთან მცხოვრები მოსახლეობა | საოკუპაციო ხაზის მიმდებარე სოფლების მოსახლეობა | გამყოფი ხაზის მოსახლეობა | conflict line residents | residents near the occupation line | population near the occupation line
audience.idps: იძულებით გადაადგილებული პირები | დევნილი მოსახლეობა | internally displaced persons | displaced persons
audience.women: ქალი | female
audience.clergy: სამღვდელოება | სასულიერო წოდება | სასულიერო | priests | religious leaders
audience.media: ჟურნალისტები | მედიის წარმომადგენლები | მასმედია | journalists | press | media representatives
audience.cso: სამოქალაქო სექტორი | არასამთავრობო ორგანიზაციები | არასამთავრობო სექტორი | სამოქალაქო ორგანიზაციები | სამოქალაქო საზოგადოების ორგანიზაციები | სამოქალაქო საზოგადოების წარმომადგენლები | ენჯეო | ngo | ngos | cso | csos | civil society organisations | civil society organizations | civil sector
audience.farmers: გლეხები | სოფლის მეურნეები | agricultural producers
audience.entrepreneurs: ბიზნესი | ბიზნესმენები | ბიზნეს სექტორი | ბიზნესის წარმომადგენლები | მცირე და საშუალო ბიზნესი | business | businesses | business sector | sme | smes | business people
audience.experts: ექსპერტთა წრე | აკადემიური წრეები | მკვლევრები | ანალიტიკოსები | researchers | academia | expert community
audience.diplomats: დიპლომატები | დიპკორპუსი | ელჩები | diplomats | ambassadors
theme.nato_cooperation: ნატო | ნატოს თანამშრომლობა | ნატოსთან თანამშრომლობა | ნატოში ინტეგრაცია | nato | nato cooperation | nato georgia
theme.eu_integration: ევროკავშირი | ევროკავშირთან ინტეგრაცია | ევროკავშირში ინტეგრაცია | ევროპული ინტეგრაცია | european integration | eu
theme.euro_atlantic_integration: ევროპული და ევროატლანტიკური ინტეგრაცია | ევრო ატლანტიკური ინტეგრაცია | ევროატლანტიკა | european and euro atlantic integration
theme.association_agreement: ასოცირება | ასოცირების ხელშეკრულება | aa
theme.dcfta: თავისუფალი ვაჭრობა | ღრმა და ყოვლისმომცველი თავისუფალი სავაჭრო სივრცე | free trade
theme.visa_free: ვიზალიბერალიზაცია | ვიზის ლიბერალიზაცია | უვიზო რეჟიმი | უვიზო მოგზაურობა | visa liberalisation | visa liberalization | visa free regime | visa free
theme.candidate_status: ევროკავშირის კანდიდატის სტატუსი | კანდიდატობა | candidate status
theme.disinformation: ანტიდასავლური პროპაგანდა | პროპაგანდა | მედიაწიგნიერება | ყალბი ამბები | propaganda | media literacy | fake news
theme.security: თავდაცვა | უსაფრთხოება და თავდაცვა | defence | defense
theme.eu_programmes: ევროკავშირის დახმარება | ერაზმუს | eu programs | eu assistance | eu projects | erasmus
theme.europe_day: ევროპის დღეები | europe days
theme.culture: კულტურული
theme.eastern_partnership: აღმოსავლეთის პარტნიორობა | eap
theme.rural_development: სოფლის მეურნეობა | agriculture | enpard
theme.eumm_mandate: სადამკვირვებლო მისია | ევროკავშირის სადამკვირვებლო მისია | eumm | eu monitoring mission
theme.youth_participation: ახალგაზრდების ჩართულობა | ახალგაზრდობა | youth engagement
"""  # noqa: E501 one line a term reads as a table


def _table() -> dict[tuple[str, str], tuple[str, ...]]:
    table = {}
    for line in _WORDINGS.strip().splitlines():
        name, wordings = line.split(":", 1)
        kind, code = name.split(".")
        table[kind, code] = tuple(wording.strip() for wording in wordings.split("|"))
    return table


WORDINGS: Final = _table()
"""The wordings of a term by its kind and code."""
