"""Words that say nothing about what is looked for. Short lists: a word too many hides pages, one too few costs little.

Words that decide in a help center stay searchable: not, without, before, after, how many.
"""

from search.analysis.letters import fold

ENGLISH = """
a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its
me my of on or our she should so such that the their them then there these they this to was we were what when where
which who whom why will with would you your s t ll re ve d m
"""

# Written with folded letters: alef without hamza, yeh for alef maksura.
ARABIC = """
في من الي علي عن مع هذا هذه ذلك تلك هو هي هم هن انا نحن انت انتم كان كانت يكون تكون قد لقد ان او ثم و ف ب ل ك ما ماذا
متي اين كيف هل لماذا الذي التي الذين اللذين اللاتي كما اذا لكن بل حيث عند عندما منذ حتي اي ايضا كل بعض بين لدي له لها لهم
ال لل بال وال كال فال ولل به بها فيه فيها منه منها عليه عليها اليه اليها وهو وهي وقد وكان يا من هناك هنا ذا انه انها
التى ايه ايهما بماذا مما ممن تم يتم
"""

# Endings and prefixes that stand alone once the joiner is gone belong to the word before or after them.
PERSIAN = """
و در به از که این ان را با است بود شده می نمی ها های هایی هایم هایت هایش ای ام ات اش اند اید ایم تر ترین یا تا برای
ی مان تان شان بر هم نیز اما اگر یک هر چه چی چیست کیست کجا کجاست چرا چگونه کدام کی ایا من تو او ما شما انها انان
خود بودند کرده هستند هست نیست دارد دارند داشت چند چون پس نه همین همان بی کسی کسانی چیزی چیزهایی
"""

# Of these, those that many compounds begin with.
PERSIAN_FIRST_PARTS = "هم بی در پس هر به بر"

INDONESIAN = """
yang di ke dari dan atau untuk pada dengan dalam oleh sebagai ini itu adalah ialah akan telah sudah sedang juga agar
supaya karena jika kalau saat ketika apa apakah siapa siapakah kapan kapankah mana manakah dimana dimanakah bagaimana
bagaimanakah mengapa kenapa berapa berapakah saya kami kita anda dia ia mereka nya bisa dapat ada para serta maka lalu
kah lah pun si sang seperti yaitu yakni tersebut saja bahwa tentang secara antara hingga sampai sejak sebuah
seorang suatu namun tetapi tapi hanya masih dimaksud maksud maksudnya pengertian arti artinya
"""


def listed(text: str) -> frozenset[str]:
    """Return the words of one list, folded as those that are compared with them."""
    return frozenset(fold(word) for word in text.split())
