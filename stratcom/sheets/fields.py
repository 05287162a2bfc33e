"""The fields of an event in a spreadsheet, and the headers that offices give them."""

from typing import Final

# One line a field: its name, then headers in any language, the usual one first.
_HEADERS = """
id: id | event id | identifier | uid | იდენტიფიკატორი | ღონისძიების კოდი | event code
version: version | ვერსია
number: no | n | nn | number | serial number | რიგითი ნომერი | ნომერი | რიგითი no | no რიგზე | row no | п п | item
title: ღონისძიების დასახელება | ღონისძიება | დასახელება | ღონისძიების სახელწოდება | სახელწოდება | ღონისძიების სათაური | სათაური | ღონისძიების სახელი | აქტივობა | აქტივობის დასახელება | აქტივობის სახელწოდება | აქტივობის სახელი | შეხვედრის დასახელება | პროექტის აქტივობა | რა | title | event | event title | name | event name | name event | title event | activity | activity name | activity title | name activity | what | meeting | мероприятие | название мероприятия | название | наименование
title_ka: დასახელება ქართულად | სათაური ქართულად | ღონისძიების დასახელება ქართულად | დასახელება ქართ | დასახელება ka | title ka | title georgian | name georgian | georgian title | event title ka | title ge | title geo | ქართული დასახელება | სახელწოდება ქართულად
title_en: დასახელება ინგლისურად | სათაური ინგლისურად | ღონისძიების დასახელება ინგლისურად | დასახელება ინგ | დასახელება en | title en | title english | name english | english title | event title en | title eng | ინგლისური დასახელება | სახელწოდება ინგლისურად
summary_ka: მოკლე აღწერა | მოკლე შინაარსი | რეზიუმე | შინაარსი | summary | short description | brief description | brief | summary ka | summary georgian | მოკლე აღწერა ქართულად
summary_en: summary en | summary english | მოკლე აღწერა ინგლისურად
description_ka: აღწერა | ღონისძიების აღწერა | აღწერილობა | დეტალური აღწერა | მიზანი | ღონისძიების მიზანი | დღის წესრიგი | description | details | event description | agenda | objective | aim | goal | purpose | description ka | description georgian | აღწერა ქართულად | описание
description_en: description en | description english | აღწერა ინგლისურად
date: თარიღი | ღონისძიების თარიღი | ჩატარების თარიღი | თარიღი დრო | დაწყების თარიღი | დასაწყისი | დაწყება | საწყისი თარიღი | პერიოდი | ჩატარების პერიოდი | ვადა | ვადები | ჩატარების ვადა | თარიღები | თარიღი დან | როდის | დღე თვე წელი | რიცხვი თვე წელი | date | dates | event date | date event | start date | date start | start | starts | begin | begins | from | from date | date from | beginning | date time | when | period | date held | held on | дата | дата проведения | дата начала | начало
date_end: დასრულების თარიღი | დასასრული | დასრულება | დამთავრების თარიღი | დამთავრება | ბოლო თარიღი | საბოლოო თარიღი | თარიღი მდე | end date | date end | end | ends | finish | until | to | to date | date to | дата окончания | окончание
date_year: წელი | year | год
date_month: თვე | month | месяц
date_day: რიცხვი | დღე | day | день
date_quarter: კვარტალი | quarter | квартал
time: დრო | საათი | დაწყების დრო | დაწყების საათი | ღონისძიების დრო | time | start time | time start | starting time | hour | hours | event time | время
time_end: დასრულების დრო | დასრულების საათი | დამთავრების დრო | end time | time end
format: ფორმატი | ღონისძიების ფორმატი | ტიპი | ღონისძიების ტიპი | სახე | ღონისძიების სახე | კატეგორია | აქტივობის ტიპი | შეხვედრის ტიპი | format | type | event type | type event | kind | event format | type activity | activity type | category | формат | вид | тип
organiser: ორგანიზატორი | ორგანიზატორები | ორგანიზატორი უწყება | ორგანიზატორი ორგანიზაცია | ორგანიზაცია | ორგანიზებით | უწყება | განმახორციელებელი | განმახორციელებელი ორგანიზაცია | განმახორციელებელი უწყება | ჩამტარებელი | ჩამტარებელი ორგანიზაცია | მთავარი ორგანიზატორი | პასუხისმგებელი | პასუხისმგებელი უწყება | პასუხისმგებელი ორგანიზაცია | მასპინძელი | ვინ | organiser | organizer | organisers | organizers | organised by | organized by | organising institution | organizing institution | organisation | organization | institution | implementing organisation | implementing organization | implementing body | implementing agency | implementer | lead organisation | lead | host | responsible | responsible agency | responsible body | agency | who | организатор | организаторы
partners: პარტნიორი ორგანიზაციები | პარტნიორი | პარტნიორები | პარტნიორი ორგანიზაცია | პარტნიორი უწყება | თანაორგანიზატორი | თანაორგანიზატორები | თანამშრომლობით | partners | partner | partner organisations | partner organizations | partner institutions | co organiser | co organizer | co organisers | co organizers | in cooperation with | партнеры
donor: დონორი | დონორები | დონორი ორგანიზაცია | დამფინანსებელი | დაფინანსების წყარო | დაფინანსება | ფინანსური მხარდაჭერა | მხარდამჭერი | დონორის მხარდაჭერით | donor | donors | funded by | funding | funding source | source funding | sponsor | sponsors | supported by | financed by | донор
region: რეგიონი | მხარე | რეგიონის დასახელება | region | region name | province | регион
municipality: მუნიციპალიტეტი | მუნიციპალიტეტის დასახელება | რაიონი | ქალაქი მუნიციპალიტეტი | ქალაქი რაიონი | რაიონი ქალაქი | რეგიონი მუნიციპალიტეტი | მუნიციპალიტეტი რაიონი | municipality | municipality city | city municipality | district | district municipality | region municipality | муниципалитет | район
settlement: დასახლებული პუნქტი | დასახლება | სოფელი | ქალაქი | ქალაქი სოფელი | სოფელი ქალაქი | დაბა | სოფელი დაბა | სოფელი უბანი | უბანი | settlement | village | town | city | city village | town village | village town | locality | community | населенный пункт | село | город
venue: ჩატარების ადგილი | შენობა | დარბაზი | ჩატარების შენობა | ობიექტი | დაწესებულება | მისამართი | ზუსტი მისამართი | სასტუმრო | venue | venue name | building | address | hall | hotel | адрес
place: ადგილი | ღონისძიების ადგილი | ადგილმდებარეობა | ლოკაცია | სად | ჩატარების ლოკაცია | მდებარეობა | place | location | where | place event | event location | event place | место | место проведения
audience: სამიზნე აუდიტორია | აუდიტორია | სამიზნე ჯგუფი | სამიზნე ჯგუფები | მიზნობრივი ჯგუფი | მიზნობრივი ჯგუფები | მიზნობრივი აუდიტორია | ბენეფიციარები | ბენეფიციარი | მსმენელი | მსმენელები | ვისთვის | მონაწილეთა კატეგორია | მონაწილეთა ჯგუფი | audience | target audience | target audiences | target group | target groups | beneficiaries | participants category | for whom | целевая аудитория | целевая группа | аудитория
theme: თემა | თემები | თემატიკა | ღონისძიების თემა | თემატური მიმართულება | მიმართულება | საკითხი | განხილული საკითხები | განსახილველი საკითხები | theme | themes | topic | topics | subject | subject area | thematic area | thematic direction | event topic | event theme | тема | тематика
online: ონლაინ | ონლაინ ღონისძიება | ონლაინ ოფლაინ | ონლაინ კი არა | ჩატარების ფორმა | ფორმა | დისტანციური | დისტანციურად | online | is online | online yes no | online offline | mode | virtual | remote | онлайн
online_url: ონლაინ ბმული | ჩართვის ბმული | შეხვედრის ბმული | zoom | zoom ბმული | online link | online url | meeting link | zoom link | webinar link
languages: ენა | ენები | სამუშაო ენა | ღონისძიების ენა | language | languages | event language | working language | язык
participants: მონაწილეთა რაოდენობა | მონაწილეები | მონაწილე | მონაწილეთა რიცხვი | მონაწილეთა საერთო რაოდენობა | მონაწილეთა ჯამური რაოდენობა | მონაწილეები სულ | სულ მონაწილე | სულ მონაწილეთა რაოდენობა | დამსწრეთა რაოდენობა | დამსწრე | დამსწრეები | დასწრება | რაოდენობა | მონაწილეთა ფაქტობრივი რაოდენობა | ფაქტობრივი მონაწილეები | მონაწილეები ფაქტობრივი | ბენეფიციართა რაოდენობა | ბენეფიციარების რაოდენობა | participants | participant | number participants | no participants | participants number | number of participants total | participants total | total participants | participant count | participants count | attendance | attendees | number attendees | no attendees | actual participants | participants actual | headcount | people reached | number beneficiaries | количество участников | участники | число участников
participants_women: ქალი | ქალები | მათ შორის ქალი | მათ შორის ქალები | მ შ ქალი | ქალი მონაწილე | მონაწილე ქალი | მონაწილეები ქალი | ქალთა რაოდენობა | მონაწილე ქალების რაოდენობა | women | female | females | women participants | participants women | participants female | number women | no women | of which women | f | женщины
participants_men: კაცი | კაცები | მამაკაცი | მამაკაცები | მათ შორის კაცი | მათ შორის მამაკაცი | მონაწილეები კაცი | მონაწილეები მამაკაცი | მამაკაცთა რაოდენობა | მონაწილე კაცი | მ შ კაცი | men | male | males | men participants | participants men | participants male | number men | no men | of which men | m | мужчины
participants_youth: ახალგაზრდა | ახალგაზრდები | მათ შორის ახალგაზრდა | მონაწილეები ახალგაზრდა | მონაწილე ახალგაზრდა | ახალგაზრდების რაოდენობა | ახალგაზრდათა რაოდენობა | youth | young people | participants youth | youth participants | number youth | of which youth
participants_planned: დაგეგმილი მონაწილეები | მონაწილეთა დაგეგმილი რაოდენობა | მონაწილეთა სავარაუდო რაოდენობა | სავარაუდო მონაწილეები | მონაწილეები გეგმა | მონაწილეები დაგეგმილი | მონაწილეები გეგმით | მოსალოდნელი მონაწილეები | planned participants | participants planned | expected participants | participants expected | expected attendance | planned number participants | planned attendance
contact: საკონტაქტო პირი | კონტაქტი | საკონტაქტო ინფორმაცია | პასუხისმგებელი პირი | საკონტაქტო | ტელეფონი | ელფოსტა | ელ ფოსტა | contact | contact person | contacts | contact details | responsible person | focal point | phone | email | e mail | контакт | контактное лицо
source_url: წყარო | ბმული | წყარო ბმული | წყაროს ბმული | ლინკი | ვებ ბმული | ვებგვერდი | საიტი | ინფორმაციის წყარო | source | link | url | source url | source link | web link | website | web page | reference | links | ссылка | источник
status: სტატუსი | მდგომარეობა | შესრულების სტატუსი | შესრულება | status | state | статус
certainty: დადასტურება | დადასტურებულია | confirmed | certainty | confirmation
result: შედეგი | შედეგები | მიღწეული შედეგი | დასკვნა | result | results | outcome | outcomes | output | результат
notes: შენიშვნა | შენიშვნები | კომენტარი | კომენტარები | დამატებითი ინფორმაცია | სხვა ინფორმაცია | note | notes | comment | comments | remark | remarks | additional information | internal notes | შიდა შენიშვნა | примечание | комментарий
"""  # noqa: E501 one line a field reads as a table

HEADERS: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(phrase.strip() for phrase in phrases.split("|"))
    for name, phrases in (line.split(":", 1) for line in _HEADERS.strip().splitlines())
}
"""The headers known for each field; the name of a field is a header of its own."""

FIELDS: Final = tuple(HEADERS)
"""Every field that a column may hold."""

MULTIPLE: Final = frozenset(
    {"partners", "donor", "organiser", "audience", "theme", "notes", "description_ka", "contact",
     "source_url", "venue", "result"}
)  # fmt: skip
"""Fields that several columns may fill together."""
