"""Word lists of general English for names and speakers: from no one book, so that they know nothing ahead."""

from __future__ import annotations

from wellanyway.reading.abbreviations import SPEAKING

__all__ = [
    "ACTING",
    "ADJECTIVES",
    "BELONGINGS",
    "COMMON_TOO",
    "DETERMINERS",
    "FEMALE",
    "FEMALE_NOUNS",
    "FEMALE_TITLES",
    "KIN",
    "MALE",
    "MALE_NOUNS",
    "MALE_TITLES",
    "NATIONS",
    "NEVER_NAMES",
    "PLACES",
    "PLACE_NOUNS",
    "PLACE_PREPOSITIONS",
    "ROLES",
    "SAYING",
    "SMALL_TITLES",
    "TITLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE_TITLES = _words(
    """mr sir lord uncle father brother king prince duke count baron squire monsieur signor señor senor don herr master
    messrs sheikh sultan emperor grandfather granddad friar abbot fr mons m pope bishop deacon"""
)
FEMALE_TITLES = _words(
    """mrs miss ms lady aunt sister queen princess duchess countess baroness madame mme mademoiselle mlle signora
    signorina señora senora frau fräulein fraulein mistress madam dame grandmother granny mother empress abbess auntie
    marchioness goody nurse"""
)
SMALL_TITLES = _words(
    """dr doctor captain capt colonel col general gen major maj lieutenant lieut lt sergeant sergt sgt serg corporal
    private admiral commander commodore professor prof reverend rev revd judge justice inspector constable detective
    sheriff alderman mayor governor president senator chancellor minister bishop archbishop canon dean cardinal parson
    vicar deacon cousin viscount earl marquis marquess chevalier comte count hon superintendent supt
    cap'n coach chaplain elder farmer gaffer bailiff
    secretary ambassador consul engineer comrade citizen cpt cmdr insp det messer don doña abbé abbe père pere"""
)
TITLES = MALE_TITLES | FEMALE_TITLES | SMALL_TITLES

KIN = _words(
    """mother father mamma mama papa mammy daddy dad mum mom mummy grandmother grandfather grandma grandpa granny
    aunt auntie uncle nurse"""
)
ROLES = _words(
    """director lawyer accountant alderman constable doctor captain colonel general major king queen prince princess
    duke duchess earl count countess baron marquis marchioness bishop archbishop abbot prior rector vicar parson curate
    squire judge governor mayor president minister secretary manager agent pilgrim chief sheriff inspector sergeant
    lieutenant corporal admiral commander commodore boatswain mate cook professor magistrate coroner warden warder
    emperor empress sultan caliph vizier pope cardinal dean canon priest friar monk prioress abbess nun stranger widow
    hatter hare duchess knight dauphin gryphon caterpillar traveller traveler medical editor psychologist provincial
    rat mole toad badger lion tiger wolf fox witch wizard giant scarecrow tinman woodman lady lord chancellor
    ambassador superintendent commissioner consul factor provost chaplain boss skipper pilot landlord landlady porter"""
)
ADJECTIVES = _words(
    """poor old dear little young good great big tall fat short brave honest noble sweet pretty fair late blind mad
    wicked unhappy wretched silly worthy lovely gentle stout black red white sad happy elder eldest younger youngest
    kind cruel beloved dearest lucky holy blessed unfortunate faithful mighty proud clever charming darling lame
    grave"""
)
DETERMINERS = _words(
    """a an his her my your our their its this that these those every each any no some such what which whose another
    thy mine one two three four five six either neither many few several all both"""
)
PLACE_PREPOSITIONS = _words(
    "in at near into from through reached outside inside towards toward around across beyond via leave left entered"
)
PLACE_NOUNS = _words(
    """street hill river mill house hall park abbey square lane road inn bridge castle county island islands isle bay
    lake mount mountain mountains cape wood woods forest valley court terrace place gardens garden gate green heath
    common church chapel cathedral cottage manor grange farm lodge tavern hotel station harbour harbor port quay bank
    head point cove beach coast creek brook falls rock ridge moor fell dale glen desert ocean sea strait straits
    channel gulf peninsula province city town village market cross avenue alley row crescent circus palace tower
    fort camp school college university hospital prison cemetery pass ranch ferry heights priory close yard wharf
    steps stairs temple theatre theater museum club barracks bush junction hollow plains cliff cliffs"""
)
PLACES = frozenset(
    """England|Scotland|Ireland|Wales|Britain|Great Britain|France|Germany|Italy|Spain|Portugal|Holland|Belgium|
Switzerland|Austria|Hungary|Russia|Poland|Prussia|Turkey|Greece|Norway|Sweden|Denmark|Europe|Asia|Africa|America|
Australia|India|China|Japan|Egypt|Persia|Arabia|Mexico|Canada|Brazil|Peru|Cuba|Jamaica|London|Paris|Rome|Venice|
Naples|Florence|Milan|Genoa|Vienna|Berlin|Munich|Hamburg|Brussels|Amsterdam|Rotterdam|Madrid|Lisbon|Moscow|Athens|
Constantinople|Jerusalem|Cairo|Calcutta|Bombay|Delhi|Dublin|Edinburgh|Glasgow|Liverpool|Manchester|Bristol|Bath|
Oxford|Cambridge|Brighton|Dover|Plymouth|Portsmouth|York|Yorkshire|Lancashire|Cornwall|Devonshire|Devon|Kent|Essex|
Sussex|Surrey|Somerset|Dorset|Norfolk|Suffolk|Hampshire|Wiltshire|Derbyshire|Hertfordshire|New York|Boston|Chicago|
Philadelphia|Washington|Baltimore|San Francisco|California|New Orleans|Texas|Virginia|Kentucky|Ohio|Missouri|Illinois|
Massachusetts|New England|New Zealand|Hong Kong|South America|North America|United States|Thames|Seine|Rhine|Danube|
Nile|Congo|Mississippi|Atlantic|Pacific|Mediterranean|Alps|Pyrenees|Himalayas|Pekin|Singapore|Kansas|Nebraska|Paradise|
Broadway|Brooklyn|Manhattan|Piccadilly|Westminster|Whitechapel|Chelsea|Kensington|Soho|Cornhill""".replace("\n", "").split("|")
)
NATIONS = _words(
    """english french german italian spanish portuguese dutch belgian swiss austrian hungarian russian polish prussian
    turkish greek norwegian swedish danish european asian african american australian indian chinese japanese egyptian
    persian arabian mexican canadian british scottish scotch irish welsh roman latin hebrew jewish christian catholic
    protestant mohammedan muslim moslem moorish venetian gothic saxon norman celtic oriental eastern western northern
    southern englishman englishmen englishwoman frenchman frenchmen frenchwoman irishman irishmen scotchman scotchmen
    dutchman welshman yankee yankees indians germans russians italians spaniard spaniards turk turks arab arabs jew
    jews christians romans greeks americans britons negro negroes gypsy gipsy gipsies gypsies catholics protestants
    methodist methodists quaker quakers puritan puritans presbyterian baptist anglican episcopal jesuit jesuits
    christianity elizabethan victorian georgian parisian londoner parisians spanish swede swedes dane danes pole poles
    hun huns tartar tartars hindoo hindu afghan cossack cossacks creole bohemian cornish sioux apache apaches swedes"""
)
NEVER_NAMES = _words(
    """i i'm i'll i've i'd a an the this that these those he she it we you they him her his hers its our ours your
    yours their theirs my mine me us them who whom whose which what where when why how there here then than now and
    but or nor so yet for if unless until till because since as at by in into on upon of off to from with within
    without about above across after against along among around before behind below beneath beside besides between
    beyond down during except inside like near out outside over past round through toward towards under up is are was
    were be been being am do does did done have has had having can could may might must shall should will would let
    lets ought need dare not no yes nay aye ay oh o ah eh ha hey hi ho hullo hello halloa hallo alas hush hist pooh
    pshaw bah fie lo behold well why indeed truly surely certainly perhaps maybe never ever always often once twice
    again soon already still even only just also too very quite rather almost nearly enough much more most many some
    any all both each every either neither none nobody nothing nowhere somebody something someone somewhere anybody
    anything anyone everybody everything everyone everywhere one two three four five six seven eight nine ten eleven
    twelve twenty thirty forty fifty hundred thousand million first second third fourth fifth last next another other
    others such same own few little several thus hence therefore however moreover nevertheless meanwhile otherwise
    though although while whilst whether suddenly presently finally evidently apparently obviously really besides
    instead later afterward afterwards today tonight tomorrow yesterday come go went gone look see saw hear listen
    take give tell say says said ask think thought know knew make made put get got want wait stop stay keep please
    thank thanks pray god lord heaven heavens hell christ jesus bible almighty providence devil satan goodness
    gracious damn sunday monday tuesday wednesday thursday friday saturday january february march april june july
    august september october november december christmas easter whitsun michaelmas lent lammas midsummer spring summer
    autumn winter chapter book part volume section letter page illustration footnote contents preface prologue epilogue
    appendix finis mr mrs sir madam ma'am sirs gentlemen ladies sirrah good poor dear old great bless o'clock ye thou
    thee thy thine hath doth art wilt shalt canst 'tis 'twas tis twas don't can't won't isn't wasn't didn't doesn't
    couldn't wouldn't shouldn't hasn't haven't hadn't aren't weren't that's it's he's she's there's what's who's
    where's here's let's you're you've you'll you'd we're we've we'll we'd they're they've they'll they'd he'd he'll
    she'd she'll it'll it'd amen hurrah hurray bravo adieu farewell goodbye good-bye good-night good-morning upstairs
    downstairs homeward sometimes anyhow anyway course whatever whoever whenever wherever whatsoever whosoever
    according considering concerning following regarding including supposing seeing being having nonsense humph hum
    hm ugh um er eh aha oho tut mighty whereupon accordingly undoubtedly doubtless half nature fate fortune reason
    virtue love death time life truth liberty justice wisdom honour honor science art history religion humanity mercy
    majesty excellency highness lordship ladyship grace worship reverence honors esq esquire jr jun sen senior junior
    co company ltd messrs a.m p.m m.p bc ad etc no. vol morning evening afternoon night day damned dammit confound hang
    north south east west northward southward eastward westward new english monsieur madame mademoiselle signor
    signora mister missus milord quick quickly slowly gently softly silently fancy suppose believe remember forget
    mind look'ee looky say'st sha'n't shan't mustn't needn't ain't whole nor'west project gutenberg ebook transcriber
    scene act exit enter exeunt verse poem song hymn psalm psalms genesis exodus gospel testament scripture scriptures
    senate parliament congress commons lords government state states church army navy crown empire republic
    constitution sabbath lent trinity ghost holy saviour redeemer creator maker deity messiah virgin dickens
    scarcely hardly barely straight beautiful excellent splendid capital right wrong true false sure fine nice
    what'll what've who'll who'd there'll there'd that'll that'd how's why's when's where'd how'd y' d' d'ye t'other
    your's dont cant im ive thats its hes shes theres till 'til because 'cause 'em 'ere o' an' th' 'e 'im 'er 'is 'ow
    wot yer ye're yeh yah yea verily forsooth prithee zounds egad gad gosh golly gee jove begad bejabers lor lawks law
    laws lud jingo jiminy crikey blimey heigh heigho huzza hoorah whew phew psst shh sh ssh oh-h whoa gee-whiz"""
) | NATIONS
MALE = _words(
    """Tom Thomas Jack John James Jim Jimmy William Bill Billy Will Willy Willie Harry Henry Hal Charles Charley Charlie
    George Georgie Edward Ned Ted Teddy Eddie Robert Bob Bobby Rob Robin Richard Dick Dickie Joseph Joe Joey Samuel Sam
    Sammy David Davy Daniel Dan Michael Mike Mick Peter Paul Mark Luke Matthew Andrew Philip Phil Stephen Steven Steve
    Simon Arthur Albert Alfred Alf Frederick Fred Freddy Francis Frank Walter Wat Ralph Hugh Hubert Herbert Bert Ernest
    Edgar Edmund Edwin Edmond Geoffrey Gerald Gilbert Gregory Guy Harold Horace Isaac Jacob Jake Jeremy Jerome Jerry
    Jonathan Jonas Joshua Julian Julius Laurence Lawrence Larry Leonard Leo Leslie Lewis Lionel Louis Lucas Martin
    Maurice Max Maximilian Miles Nathaniel Nathan Nat Nicholas Nick Noah Oliver Oscar Oswald Patrick Percy Perce Ralph
    Raymond Reginald Roderick Rodney Roger Roland Rupert Sebastian Sidney Sydney Silas Stanley Theodore Theo Timothy Tim
    Toby Tobias Victor Vincent Wilfred Amos Abel Abraham Adam Adrian Alan Allan Alec Alexander Alex Sandy Ambrose
    Anthony Tony Antonio Archibald Archie Augustus Barnaby Bartholomew Basil Ben Benjamin Benny Bernard Caleb Cecil
    Christopher Kit Clarence Claude Clement Clifford Conrad Cyril Denis Dennis Douglas Duncan Ebenezer Elijah Eli Enoch
    Ephraim Eric Eugene Eustace Ezra Felix Ferdinand Gabriel Giles Godfrey Gustave Hector Herman Hiram Humphrey Ichabod
    Ivan Jasper Jean Jeremiah Job Jude Karl Kenneth Lancelot Leopold Luther Marcus Marmaduke Montague Mortimer Moses
    Neville Nigel Norman Otto Owen Pierre Quentin Randolph Reuben Rufus Salvador Samson Saul Seth Sherlock Solomon
    Terence Tristram Ulysses Uriah Wallace Warren Wilbur Zachariah Zachary Hans Fritz Carl Jacques Henri François
    Alphonse Gaston Giovanni Pedro Juan Carlos José Diego Pablo Huck Pip Wilmot Wim Algernon Ishmael Quincey Van"""
) - _words("Van Will Jean Leslie Sandy Kit")
FEMALE = _words(
    """Julia Mary Maria Anne Ann Anna Annie Nancy Nan Elizabeth Eliza Lizzie Lizzy Bess Bessie Beth Betty Betsy Jane
    Janet Jenny Jennie Sarah Sally Susan Sue Susie Susannah Margaret Maggie Meg Peggy Madge Martha Matilda Maud Maude
    Catherine Catharine Katharine Katherine Kate Katie Kitty Kathleen Emily Emma Emmeline Ellen Eleanor Elinor Helen
    Helena Nell Nellie Nelly Nora Edith Ethel Esther Hester Eva Eve Evelyn Evelina Florence Flora Frances Fanny Georgiana
    Gertrude Grace Hannah Harriet Henrietta Hetty Hilda Ida Irene Isabel Isabella Bella Belle Jemima Jessica Jessie Joan
    Jo Joanna Josephine Judith Julie Juliet Juliana Laura Lavinia Leah Letitia Lydia Lilian Lillian Lily Louisa Louise
    Lucy Lucinda Mabel Madeline Magdalen Marian Marianne Marie Marion May Mercy Mildred Millicent Minnie Miranda Miriam
    Molly Moll Muriel Myra Naomi Olive Olivia Ophelia Pamela Patience Patty Penelope Philippa Phoebe Phyllis Polly
    Priscilla Prudence Rachel Rebecca Becky Rhoda Rosa Rosalind Rosamond Rosamund Rose Rosie Rosy Ruth Sabrina Selina
    Sibyl Sophia Sophie Sophy Stella Sybil Tabitha Teresa Theresa Tess Theodora Theodosia Ursula Vera Victoria Viola
    Violet Virginia Vivian Winifred Winnie Zoe Adela Adelaide Adele Agatha Agnes Alice Alicia Althea Amanda Amelia Amy
    Angela Angelica Antonia Arabella Audrey Augusta Aurora Barbara Beatrice Bertha Blanche Bridget Camilla Carol
    Caroline Carrie Cecilia Celia Charity Charlotte Chloe Christina Christine Clara Clarissa Clementina Constance Cora
    Cordelia Cornelia Daisy Daphne Deborah Delia Diana Dinah Dolly Dora Doris Dorothea Dorothy Dorcas Edna Effie Elsie
    Ermengarde Fantine Jeanne Antoinette Manon Mina Mimi Gwendolen Hepzibah Phœbe Pearl Justine Caddy Ada Estella Biddy
    Bathsheba Adèle Alisa Marya Natasha Sonia Anastasia Pansy Ivy Hazel"""
)
COMMON_TOO = _words(
    """will may mark grace hope rose joy bill bob art don pat sue drew grant rich faith frank jack patience prudence
    mercy charity pearl olive daisy ivy hazel violet job major miles max guy hugh grace victor rob robin carol gene
    earnest lance ray jerry rosy jo van kit peg nell nan moll wat eve dolly dick ernest miles constance florence virginia
    charlotte victoria sally sandy pansy amber june may august holly"""
)
_SAID = """said says asked asks cried cries replied replies answered answers exclaimed exclaims whispered whispers
    murmured murmurs muttered mutters shouted shouts called calls returned continued continues added adds began begins
    repeated repeats observed remarked remarks responded retorted sighed growled growls demanded demands inquired
    enquired ejaculated screamed yelled roared snapped snaps hissed groaned moaned sobbed gasped stammered faltered
    interrupted protested protests declared announced announces agreed agrees admitted explained explains insisted
    suggested suggests urged begged pleaded ordered commanded breathed bellowed grunted drawled echoed interposed
    rejoined thundered wailed shrieked squeaked croaked barked mumbled piped quoth queried wondered teased joked say
    asseverated pursued proceeded resumed concluded finished went persisted ventured volunteered chimed purred cooed
    blurted chuckled laughed grinned giggled objected corrected confessed assured reminded warned reflected mused
    panted puffed spluttered sneered simpered whimpered whined lisped bawled sang intoned read recited counted
    commented countered conceded allowed promised vowed swore complained grumbled lamented hollered hazarded opined
    acknowledged acquiesced assented reiterated stated stuttered rasped rumbled quavered tells told thinks thought"""
SAYING = (SPEAKING | _words(_SAID)) - _words("went told tells thinks thought read")
ACTING = _words(
    """looked looks smiled smiles nodded nods laughed laughs grinned frowned frowns sat sits stood stands walked walks
    turned turns rose rises ran runs went goes came comes took takes gave gives put puts shook shakes stared stares
    felt feels knew knows thought thinks wanted wants wished tried tries stopped stops paused pauses leaned leant
    leans drew lifted raised lowered dropped drops picked picks pulled pushed held holds caught glanced glances gazed
    shrugged shrugs sighed sighs blushed coloured colored trembled shivered wept cried hesitated waited heard hears saw
    sees watched watches kissed embraced threw closed opened opens bowed bent started rejoined remembered loved hated
    entered left stepped steps kicked kicks sniffed coughed swallowed swung wiped wrote married died slept woke woken
    bit scratched rubbed touched pointed points drank drinks ate eats spoke speaks listened listens moved moves could
    would did does had has was is and"""
) - _words("could would did does had has was is and left")
BELONGINGS = _words(
    """face eyes eye hand hands head voice arm arms mind heart lips mouth brother sister mother father wife husband son
    daughter hair shoulder shoulders feet foot tone smile look brow cheeks cheek knees side chair room bed hat coat
    aunt uncle cousin friend manner presence opinion soul lap elbow fingers"""
)
MALE_NOUNS = _words(
    """man boy gentleman lad fellow father brother son uncle husband grandfather nephew king prince priest clergyman
    waiter butler footman coachman landlord policeman fisherman sailor soldier squire lord duke count baron monk
    old-man grocer schoolmaster master headmaster steward workman barman chap bloke youth widower bridegroom wizard
    emperor curate vicar parson rector bishop friar constable alderman skipper"""
)
FEMALE_NOUNS = _words(
    """woman girl lady mother sister daughter aunt wife grandmother niece queen princess housekeeper landlady maid
    nurse governess widow bride hostess duchess countess abbess nun witch waitress schoolmistress mistress lass
    milkmaid housemaid barmaid stewardess empress actress"""
)
