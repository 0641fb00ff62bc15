"""Short and pet forms of English given names, and what stands for which.

A name can be short for several ("Harry" for Henry and for Harold) and whole by itself as well; two names can mean
one person where they share a group.
"""

from __future__ import annotations

__all__ = ["full_names", "is_short_for"]

_GROUPS = """
aaron ron
abigail abby gail nabby
abraham abe abram bram
adelaide addie
adeline addie ada lina
adolphus dolph dolphus
agatha aggie
agnes aggie nessie annis
albert al bert bertie
alexander alec alex aleck alick sandy sander sandie xander
alexandra alex sandra sandy alix
alfred al alf fred alfie freddie freddy
algernon algy algie
alice allie ally elsie alix
alison allie ally
allan al
aloysius lou
ambrose brose
amelia milly millie mely emmy
anastasia stacy annie nastasya
andrew andy drew dandy
angela angie
angelina angie lina
ann annie nan nancy nanny anny nannie
anna annie nan nancy anny
anne annie nan nancy anny nannie
annette annie nettie
anthony tony
antoinette toni nettie netty
antonia toni tony
antonio tony
arabella bell bella belle
archibald archie archy baldie
arthur art artie
augusta gussie gusta
augustus gus gussy
augustine gus austin
barbara babs barbie bab
barnabas barney
bartholomew bart bat
beatrice bea trix trixie beattie bee
benedict ben
benjamin ben benny benjy bennie
bernard bernie barney
bertha bertie berta
bertram bert bertie
bridget biddy bridie bride delia
caleb cale
calvin cal
camilla milly millie cam
caroline carrie caro carry lina callie
cassandra cass cassie
catharine cathy kate katie kitty kit kay katy
catherine cathy kate katie kitty kit kay katy cat cath
cecilia cissy sissy cis
cecily cis cissy sissy
charles charlie charley chas chuck
charlotte lottie lotty charley lotte
christina chrissy christie tina kirsty
christine chrissy tina
christopher chris kit christie topher
clara claire clarrie
clarence clarry
clarissa clarry
clementina clemmie clem tina
clement clem
constance connie
cordelia delia cordy
cornelia nelly corny nell
cornelius con corny
cynthia cyn cindy
daniel dan danny dannie
david dave davy davie davey
deborah deb debby
denis denny den
diana di
dominic dom nick
donald don donny
dorothea dolly dora dot dodo dorothy thea doll
dorothy dolly dot dottie dora doll dodo
douglas doug
ebenezer eben
edgar ed eddie ned
edith edie ede
edmund ed eddie ned ted teddy
edward ed eddie ned ted teddy neddy
edwin ed eddie ned ted teddy
edwina winnie
eleanor nell nelly nellie nora lenore
elijah lige
elinor nell nelly nora
elisha lish
elizabeth lizzy lizzie eliza beth betty bess bessie bessy betsy betsey liz libby elsie lisa lisbeth elspeth bettie lilibet
ellen nell nelly nellie ellie
emanuel manny
emily em emmy emmie milly
emma em emmy emmie
emmeline emmy emmie em lina
ephraim eph
ernest ernie
ernestine tina ernie
esther essie hetty hester esty
ethelbert bert
eugene gene
eugenia genie
euphemia effie phemie
eustace stacy
evangeline eva eve
eveline evie
evelyn evie
ezekiel zeke
ferdinand ferdy nando
florence flo flossie florrie flory floy
frances fanny fan fannie frankie francie
francis frank francie frankie
franklin frank
frederick fred freddy freddie fritz
frederic fred freddy freddie
frederica freda freddie
gabriel gabe
geoffrey geoff jeff
george georgie geordie dod
georgiana georgie georgy georgina
georgina georgie georgy
gerald gerry jerry
gerard gerry jerry
gertrude gertie trudy
gideon gid
gilbert gil bert
godfrey goff
gregory greg
gwendolen gwen gwennie
hannah nan nanny
harold harry hal
harriet hattie harry hatty
helen nell nelly nellie ella lena
helena nell lena nelly
henrietta hetty etta hattie netty
henry harry hal hank
hepzibah hepsy
herbert herb bert bertie
herman hermie
hester hetty essie
hezekiah hez kiah
hortense horty
howard howie
hubert bert
huckleberry huck
hugh hughie huey
humphrey numps
ignatius iggy
isaac ike zack
isabel bell bella belle izzy tibbie
isabella bell bella belle izzy tibbie
isaiah ike
israel izzy
jacob jake jem
james jim jimmy jimmie jem jemmy jamie jimsy
jane jenny janey jennie jinny
janet jenny jessie nettie
jasper jas
jedediah jed
jefferson jeff
jeffrey jeff
jemima mima jem
jennifer jenny jen
jeremiah jerry jem
jeremy jerry jem
jerome jerry
jessica jess jessie
jessamine jess jessie
joan joanie
joanna jo joan
joel joey
john jack johnny johnnie jock jacky jackie
jonathan jon nathan
joseph joe joey jo jos
josephine jo josie fina josy
joshua josh
josiah jos si
judith judy ju
julia julie jule
julian jule
juliet julie juliette
justina tina
katharine kate katie kitty kit kathy katy
katherine kate katie kitty kit kay kathy katy kath
kathleen kathy kate katie kitty kit kath
kenneth ken kenny
lancelot lance
laetitia letty tish lettice
laura lolly laurie lora
laurence larry laurie lawrence
lavinia vinnie
lawrence larry laurie lawrie
lemuel lem
leonard len lenny leo
leonora nora lena leo
leopold leo poldy
leslie les
letitia letty tish
lewis lew lou
lilian lily lil lilly
louis lou louie
louisa lou louie lulu
louise lou lulu
lucinda lucy cindy
lucretia lucy
lucy lu luce
ludovic ludo
luther lute
lydia liddy lyddie lyddy
mabel mab mabs
madeline maddy lina
magdalen maddy lena
magnus mag
malachi mal
marcella marcy
marcus mark
margaret maggie meg peggy peg daisy madge greta molly maisie meggie mag gretchen rita
margery madge
maria mary moll molly polly ria mamie
marian polly
marianne polly
marietta etta
marion
marmaduke duke
martha patty mattie matty pat
martin mart marty
mary molly moll polly poll mamie may minnie mally
mathilda tilly tilda matty
matilda tilly tillie tilda matty mattie
matthew matt mat matty
maurice morry
maximilian max
melissa lissa missy
mercedes mercy
michael mike mick micky mickey mikey
mildred milly millie
millicent milly millie
minerva minnie
miranda randy
miriam mim minnie
mordecai mort
mortimer mort
moses mose
nathan nat nate
nathaniel nat nate natty
nehemiah nemi
nicholas nick nicky
obadiah obed
octavia tavy
oliver noll ollie nol
olivia livy olive livvy
orlando rollo
oswald oz ossie
pamela pam
patience patty
patricia pat patty trisha
patrick pat paddy patsy
paulina
penelope pen penny
percival percy perce val
peregrine perry
peter pete
philip phil pip
philippa pippa phil
phillip phil pip
phineas phin
priscilla prissy cilla
prudence prue
rachel rae
randolph randy dolph
raphael rafe
raymond ray
rebecca becky beck
reginald reggie rex reg
reuben rube ben
richard dick rick dickie dicky dickon richie rich
robert bob bobby rob bobbie robbie bert robby rab
roderick rod rory
rodney rod
roger hodge
roland rolly rowley
ronald ron ronnie
rosalie rose rosie
rosalind rose rosie
rosamond rose rosy rosa
rosamund rose rosy rosa
rosemary rose rosie
rose rosie rosy
rudolf rudy dolf
rufus rufe
rupert rube
ruth ruthie
salome sally
samuel sam sammy sammie
sarah sally sadie sal sara sallie
sebastian seb bastian
septimus sep
sigismund sigmund
silas si
silvester vester
simeon sim
simon sim si
solomon sol
sophia sophy sophie
sophronia phronie
stanley stan
stephen steve stevie steenie
steven steve stevie
stewart stew
susan sue susie suky sukey suzy susy
susanna sue susie suky susy
susannah sue susie suky susy
sybil sib
sydney syd sid
sidney sid syd
sylvester vester
sylvia sylvie
tabitha tabby
terence terry
teresa tess tessa terry tracy
theresa tess tessa terry tessy tessie
thaddeus thad tad
theobald theo tib
theodora theo dora
theodore ted teddy theo dory
thomas tom tommy tam tommie thom
timothy tim timmy
tobias toby
tristram tris
ursula ursie
valentine val
veronica ronnie vera
victor vic
victoria vicky vic
vincent vince vin
violet vi
virginia ginny ginger
vivian viv
walter wat walt wally
washington wash
wilfred fred will
wilhelmina mina minna willie billie
william bill will billy willie willy billie liam wilkie
winifred winnie freda win
winston win
zachariah zach zack
zachary zach zack
zebedee zeb
"""


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _GROUPS.split("\n"):
        if line:
            whole, *shorts = line.split()
            for short in (whole, *shorts):
                found.setdefault(short, set()).add(whole)
    return {short: frozenset(wholes) for short, wholes in found.items()}


_FULL = _table()


def full_names(name: str) -> frozenset[str]:
    """The whole names that a name, in small letters, can stand for; itself alone where nothing is known of it."""
    return _FULL.get(name, frozenset((name,)))


def is_short_for(one: str, other: str) -> bool:
    """Whether two given names, in small letters, can be one person's: the same, or one a short form of the other.

    Two short forms of the same name are taken for one person's too (Lizzy and Eliza), two whole names never.
    """
    if one == other:
        return True
    shared = full_names(one) & full_names(other)
    return bool(shared) and not (one in shared and other in shared)
