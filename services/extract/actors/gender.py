"""Whether a person is spoken of as he or she, as far as title or given name tell; used only to rule antecedents out."""

from services.extract.actors.names import fold, vocabulary

_FEMALE_TITLES = vocabulary(
    "spokeswoman chairwoman congresswoman businesswoman queen princess mrs ms miss actress baroness duchess "
    "empress first-lady sister mother daughter wife woman girl widow policewoman"
)
_MALE_TITLES = vocabulary(
    "spokesman chairman congressman businessman king prince mr sir emir sultan pope bishop archbishop cardinal "
    "imam ayatollah brother father son husband man boy sheikh duke emperor rabbi patriarch policeman"
)
_FEMALE_NAMES = vocabulary(
    "aisha alexandra alice amal amelia amina amy ana andrea angela anna anne annalena annegret antonia asma "
    "aung-san barbara beata benazir carrie catherine caroline cecilia charlotte chantal christia christina "
    "christine claudia condoleezza cristina daniela delcy diana dilma elisabeth elizabeth ellen emma erna esther "
    "eva fatima federica florence fiona francesca gina giorgia gloria grace hanna hannah helen helena helle "
    "hillary ilham indira ingrid irina isabel jacinda jane janet jeanine jennifer jessica joanna joyce julia "
    "julie kaja kamala karen karin karine katerina katherine keiko kolinda kristalina laura leila leyla linda liz "
    "louise lucy luisa luiza magdalena maia mahsa malala margaret margarita maria marie marija marina marine "
    "marta martha mary megan mette michelle mia michele mona monica nadia nancy naomi natalia natalie nicola "
    "nikki olga olena oksana park-geun-hye penny portia priti rachel ruth samantha sandra sanna sara sarah sahle "
    "sheikh-hasina sheikha shirin sima simone sigrid sonia sophie stella susan suu svetlana sviatlana tansu "
    "tatiana teresa theresa tsai ursula valentina valerie vera veronica victoria vjosa wendy xiomara yevgenia "
    "yulia yuliya zainab zuzana"
)
_MALE_NAMES = vocabulary(
    "abdul abdullah abiy adam ahmed alan alberto aleksandar alexander alexei alexis ali andrew andrei antonio "
    "antony arsen bashar barack ban benjamin benny bernard bill bob boris brian carlos charles chris christian "
    "daniel david denis dmitry donald ehud emmanuel emomali eric evo felipe fernando fidel francis francois frank "
    "fumio gabriel gavin george gerhard giuseppe gordon gustavo hamid hassan hosni hugo hussein ibrahim igor "
    "imran ismail ivan jack jacob jair james jan javier jean jens jeremy jim joe john jose josep joseph juan "
    "julian justin keir kevin kim kofi larry laurent lee leo leonid lloyd luis luiz mahmoud mario mark marco "
    "martin matteo mehmet michael mikhail mike mohamed mohammad mohammed muammar muhammad narendra nawaz nicolas "
    "nikol nikolai nuri olaf oleg oleksandr omar osama oscar paul pedro peter petro philip pierre rafael ramzan "
    "raul recep richard rishi robert robin rodrigo ronald saddam salva sebastian serhii sergei sergey shimon "
    "shinzo silvio stephen steven thomas tim tom tony viktor vincent vladimir volodymyr vojislav wang william xi "
    "yasser yevgeny yoav yoon yair yahya yuri"
)


def gender(name: str, title: str) -> str | None:
    """ "f", "m" or None where neither title nor given name tells."""
    said = set(fold(title).split())
    if said & _FEMALE_TITLES:
        return "f"
    if said & _MALE_TITLES:
        return "m"
    given = fold(name).split()[:1]
    if given and given[0] in _FEMALE_NAMES:
        return "f"
    if given and given[0] in _MALE_NAMES:
        return "m"
    return None
