"""Closed lists of Georgian words that the rules of `stemming` would misread.

`NOMINATIVE_SHI` derives from the word lists behind the ka_GE Hunspell dictionary
(Dato Bumbeishvili, MIT; Kevin Scannell, CC BY 4.0).
"""

from stratcom.georgian.wordlists import words

# Words without inflection worth following: each is its own key.
UNINFLECTED = frozenset(
    words(
        "და რომ თუ ან არ კი ეს ის რა ვინ მე შენ ჩვენ თქვენ იგი მას მის მისი მათ მათი თავის თავისი "
        "ჩემი ამ იმ აქ იქ რაც ვინც იმის ამის მაგრამ რომელიც როგორც უნდა ასევე"
    )
)

# Short or deceptive words given with their key.
IRREGULAR = {
    form: key
    for key, forms in {
        "ახლა": "ახლა",
        "არის": "არის არიან იყო იყვნენ იყოს იყვნენ იქნება იქნებიან",
        "აქვს": "აქვს აქვთ ჰქონდა ჰქონდათ ჰქონდეს ექნება ექნებათ",
        "ხე": "ხე ხის ხეს ხეზე ხეთა ხეები ხეების ხეებს",
        "ცა": "ცა ცის ცას",
    }.items()
    for form in forms.split()
}

# Bare stems that look inflected, most of them first names.
BARE = frozenset(
    words(
        "დავით ბორის დენის ფრანსის კრის ალექსის თომას კარლოს ნიკოლას ანდრეას ადამ აბრამ რუსუდან "
        "საკმარის არასაკმარის"
    )
)

# Stems whose lost vowel the general rule cannot see.
SYNCOPATED = {
    "წყალ": "წყლ",
    "წელ": "წლ",
    "ხმალ": "ხმლ",
    "ძვალ": "ძვლ",
    "რძალ": "რძლ",
    "მგელ": "მგლ",
    "ქმარ": "ქმრ",
    "მტვერ": "მტვრ",
    "მტერ": "მტრ",
    "ძმარ": "ძმრ",
    "მკვდარ": "მკვდრ",
    "ცხვარ": "ცხვრ",
    "მინდორ": "მინდვრ",
    "ნიორ": "ნივრ",
    "მაწონ": "მაწვნ",
    "ნიგოზ": "ნიგვზ",
    "მონაზონ": "მონაზვნ",
    "პამიდორ": "პამიდვრ",
    "ბეჭედ": "ბეჭდ",
    "ჯვარ": "ჯვრ",
    "ცვარ": "ცვრ",
    "ზღვარ": "ზღვრ",
    "ღმერთ": "ღვთ",
    "ღვინო": "ღვინ",
    "ნიღაბ": "ნიღბ",
    "ამბავ": "ამბ",
}

# Stems that look as if they lose a vowel but keep it (სახელი beside სახლი).
UNSYNCOPATED = frozenset(words("სახელ ქართველ დაბოლ ბოსტონ"))

# Nominatives that end like an ergative.
NOMINATIVE_MA = frozenset(
    words(
        "ფორმა რეფორმა პლატფორმა უნიფორმა ნორმა ფირმა გეგმა დოგმა ტრავმა პრიზმა პლაზმა მაგმა სიგმა "
        "არმა კარმა შარმა ფერმა თერმა კლიზმა აზმა ასთმა რითმა აღქმა აღთქმა დადგმა დარტყმა დასმა "
        "გამოთქმა წარმოთქმა შეთქმა პარადიგმა დიაფრაგმა სტიგმა თილისმა ჩექმა ხურმა"
    )
)

# Nominatives that end like "in something".
NOMINATIVE_SHI = frozenset(
    words(
        "ანგარიში თამაში ნიმუში ვარჯიში იერიში ბოდიში ნუგეში ჯაშუში ბალიში საშიში ულვაში თარეში "
        "ფინიში ბანგლადეში მარაქეში კეში ყიზილბაში ინგუში მრუში თეფში ბუში დერვიში ფეტიში ჯიში "
        "უხეში ნიში მარში კლავიში კომში კალოში ქარქაში ჰაშიში ხალვაში ბაიყუში მაკინტოში მეჯლიში "
        "ფელამუში ტანვარჯიში წვერულვაში გაანგარიში ტუში დგუში ფარეში რეტუში თუში ტუღუში "
        "გილგამეში ექიმბაში კუნტრუში ოდიში"
    )
)

# Nominatives that end like "on something".
NOMINATIVE_ZE = frozenset(words("მეთევზე სილამაზე სიბრაზე სინაზე სიფაქიზე პირიმზე"))

# Words of their own that look like superlatives; their stems.
NOT_SUPERLATIVE = frozenset(
    words("უკეთეს უარეს უფროს უმცროს უზენაეს უნცეს უკანასკნეს უმეტეს უმალეს უცბეს უფლისეს")
)

# Stems of the numerals whose ordinals are built by მე-…-ე, and the keys of the numerals.
NUMERALS = {
    stem: stem
    for stem in words(
        "ორ სამ ოთხ ხუთ ექვს შვიდ ათ თერთმეტ თორმეტ ცამეტ თოთხმეტ თხუთმეტ თექვსმეტ ჩვიდმეტ თვრამეტ "
        "ცხრამეტ ოც ორმოც სამოც ოთხმოც ას ათას მილიონ"
    )
} | {"რვ": "რვა", "ცხრ": "ცხრა"}

# Stems in -ება whose genitive would else be read as a plural of another word (უფლების: უფალი).
NOT_PLURAL = frozenset(
    words(
        "უფლებ ხელისუფლებ თავისუფლებ გადაწყვეტილებ მიმართულებ დამოკიდებულებ ვალდებულებ მოძღვრებ "
        "ხელოვნებ ბუნებ არსებ მოქმედებ ქველმოქმედებ უწყებ ქანდაკებ ჩვეულებ საჭიროებ სარწმუნოებ "
        "მრავალფეროვნებ ნივთიერებ პატიოსნებ წესიერებ მწუხარებ დაწესებულებ დანიშნულებ კმაყოფილებ "
        "ცნობიერებ ერთგულებ ღირსებ მშვენიერებ სულიერებ მომსახურებ ბრწყინვალებ შეჯიბრებ დაპირებ"
    )
)

# Stems in -ებ that are no plural: ნაკრები, გასაღები.
SINGULAR_EB = frozenset(words("ნაკრებ გასაღებ მიმღებ ამღებ გადამღებ შემკრებ თანმხლებ მხლებ დინებ"))
