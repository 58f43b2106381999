"""Words that build sentences and say nothing by themselves, in six languages.

What is also a word or an acronym of substance (son, sea, era, may, UN, EU, AU, US, WHO) is not among them: nobody says
in which language a query is, and case is not looked at.
"""

from search.analysis import forms

_BY_LANGUAGE = {
    "en": """
        a an the this that these those it its they them their there here he she his her him we our you your i me my
        whom whose which what when where why how whether if then than as at by for from in into of off on onto out
        over to under up upon with without within about above across after against along among around because before
        behind below between beyond but and or nor not no so such too very more most much many some any all each every
        both few less least other others another own same only just also ever still again be is are was were been being
        am do does did doing done have has had having can could shall should will would might must get gets got make
        makes made take takes taken took give gives given say says said let lets been through during while until since
        per via etc
    """,
    "fr": """
        le la les l une des du de d ce cet cette ces c ça cela ceci il elle ils elles on nous vous je tu me te se s
        lui leur leurs mon ma mes sa ses notre nos votre vos qui que qu quoi dont où quel quelle quels quelles
        lequel laquelle lesquels lesquelles quand comment pourquoi combien si et ou ni mais donc car ne n pas plus
        moins très aussi ainsi encore déjà à aux en dans par pour avec sans sous sur vers chez entre contre depuis
        pendant avant après afin parce lors lorsque selon est sont était étaient être été sera seront soit ont avait
        avaient avoir aura fait font faire peut peuvent pouvoir doit doivent devoir tout toute tous toutes même mêmes
        autre autres quelque quelques chaque y
    """,
    "es": """
        el la los las lo una unos unas de del a al y e o u ni que qué quien quién quienes cual cuál cuales cuáles cuando
        cuándo donde dónde como cómo cuanto cuánto cuántos por para con en entre hacia hasta desde sobre bajo tras
        ante contra según durante mediante si no sí se le les su sus mi mis tu tus nos nuestro nuestra nuestros
        nuestras este esta estos estas ese esa esos esas aquel aquella esto eso ello él ella ellos ellas yo es eres
        están está estaba ser estar sido siendo fue fueron será serán ha han había haber hace hacen hacer puede
        pueden poder debe deben deber más menos muy también tampoco ya aún pero sino porque pues todo toda todos todas
        otro otra otros otras mismo misma cada
    """,
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às pelo pela pelos pelas por para com
        sem sob sobre entre até desde contra após durante e ou nem mas que quê quem qual quais quando onde como quanto
        quantos porque se não sim já ainda muito mais menos também lhe lhes seu sua seus suas meu minha nosso nossa
        nossos nossas este esta estes estas esse essa esses essas aquele aquela isto isso aquilo ele ela eles elas é
        são eram ser estar está estão foi foram será serão sido tem têm ter tinha há houve faz fazem fazer pode podem
        poder deve devem dever todo toda todos todas outro outra outros outras mesmo mesma cada
    """,
    "ru": """
        и а но или да в во на к ко с со у о об от до из за под над при про по для без через между перед после не ни же
        ли бы то это этот эта эти этого этой этих тот та те того той тех который которая которое которые которых
        которым которой что чтобы как когда где куда откуда почему зачем сколько какой какая какое какие каких кто
        кого кому чей он она оно они его ее её их им ему ей мы нас нам вы вас вам я меня мне свой своя свои своих быть
        был была было были есть будет будут может могут должен должны так также тоже уже еще ещё если все всех весь
        вся всё каждый другие других другой
    """,
    "ar": """
        في من إلى على عن مع بين حتى منذ خلال بعد قبل عند لدى حول ضد دون بدون كل بعض أي أية هذا هذه ذلك تلك هؤلاء الذي
        التي الذين اللذين اللتين ما ماذا متى أين كيف لماذا كم هل هو هي هم هن نحن أنا أنت و أو ثم لكن بل لا لم لن ليس إن
        أن إذا كان كانت كانوا يكون تكون قد سوف غير أيضا كما مثل حيث به بها له لها لهم منها منه فيها فيه عليها عليه
    """,
}

FUNCTION_WORDS = frozenset(form for words in _BY_LANGUAGE.values() for form in forms(words))


def says_something(text: str) -> bool:
    """Whether any word of a text is more than a function word."""
    return not FUNCTION_WORDS.issuperset(forms(text))
