"""Closed lists for the reader: titles, given names, words that are capitalised and name nobody, words for saying.

Written for this project, of general English. A given name tells a person from a place and says which title can go
with it; a name that is not in the list is met in the text all the same.
"""

from __future__ import annotations

from wellanyway.reading.titles import TITLES

__all__ = [
    "ABSTRACT",
    "BODY_AND_KIN",
    "EPITHETS",
    "GENDER",
    "NOT_NAMES",
    "PEOPLES",
    "PERSON_VERBS",
    "PLACES",
    "PLACE_NOUNS",
    "QUALIFIERS",
    "SAYING",
    "TITLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MEN = _words("""
Aaron Abel Abner Abraham Abram Adam Adolphus Adrian Alan Albert Alec Alexander Alfred Algernon Allan Allen Ambrose Amos Andrew
Angus Anselm Anthony Antoine Antonio Archibald Archie Arnold Arthur Augustus Barnaby Barney Bartholomew Basil Ben Benjamin Bernard
Bertie Bertram Bill Billy Bob Bobby Boris Brian Bruce Bruno Caleb Calvin Carl Carlo Cecil Cedric Charles Charley Charlie Christopher
Clarence Claude Clement Clifford Colin Conrad Cornelius Cuthbert Cyril Dan Daniel Danny Darius David Davy Denis Dennis Dick Dickon
Dominic Donald Douglas Duncan Ebenezer Ed Eddie Edgar Edmund Edward Edwin Elijah Emil Enoch Eric Ernest Ethan Eugene Eustace Evan Ezra
Felix Ferdinand Fergus Francis François Frank Franklin Fred Freddie Freddy Frederic Frederick Fritz Gabriel Gareth Gavin Geoffrey
George Gerald Gerard Gideon Gilbert Giles Giovanni Godfrey Gordon Graham Gregory Guido Gustave Guy Hal Hamish Hank Hans Harold Harry
Harvey Hector Henri Henry Herbert Herman Hezekiah Hiram Homer Horace Horatio Howard Hubert Huck Hugh Hugo Humphrey Ian Ichabod Ignatius Ira
Isaac Isaiah Ivan Ivor Jabez Jack Jacob Jacques Jake James Jan Jasper Jed Jem Jeremiah Jeremy Jerome Jerry Jesse Jim Jimmie Jimmy Joachim
Job Joe Joel Joey John Johnnie Johnny Jonas Jonathan Joseph Josh Joshua Josiah Juan Jude Jules Julian Julius Justin Karl Kenneth Kit
Konrad Lambert Lancelot Larry Laurence Laurie Lawrence Lemuel Leo Leon Leonard Leopold Leslie Lewis Lionel Llewellyn Lorenzo Louis Lucas
Lucian Ludwig Luigi Luke Luther Malcolm Manuel Marcus Mark Marmaduke Martin Matt Matthew Maurice Max Maximilian Michael Micah Mick
Miguel Mike Miles Mordecai Morgan Moses Nat Nathan Nathaniel Ned Neil Nicholas Nick Nigel Noah Noel Obadiah Oliver Orlando Oscar Osbert
Oswald Otto Owen Pablo Paddy Pat Patrick Paul Pedro Percival Percy Perce Peter Phil Philip Phineas Pierre Quentin Ralph Ramon Raoul Raphael
Raymond Reginald Reuben Rex Richard Rob Robert Robin Roderick Rodney Roger Roland Rollo Ronald Rory Rowland Roy Rufus Rupert Sam Sammy
Samson Samuel Sandy Saul Sebastian Septimus Seth Sidney Silas Simeon Simon Solomon Stanley Stephen Steve Steven Stuart Sydney Ted Teddy
Tertius Thaddeus Theo Theobald Theodore Thomas Tim Timothy Tobias Toby Tom Tommy Tony Trevor Tristram Uriah Valentine Vernon Victor Vincent
Vivian Walter Warren Wilfred Wilfrid Wilhelm Will William Willie Willy Winston Xavier Zachary
Aloysius Augustine Barnabas Benedict Elisha Emanuel Ephraim Ethelbert Ezekiel Huckleberry Israel Jedediah Jeffrey Ludovic Magnus
Malachi Mortimer Nehemiah Peregrine Phillip Randolph Rudolf Sigismund Silvester Stewart Sylvester Terence Zachariah Zebedee
""")
_WOMEN = _words("""
Abigail Ada Adela Adelaide Adele Agatha Agnes Alexandra Alice Alicia Alison Alma Amanda Amelia Amy Anastasia Angela Angelica Angelina
Anita Ann Anna Annabel Annabella Anne Annette Annie Antoinette Antonia Arabella Augusta Aurora Barbara Beatrice Becky Belinda Bella
Bertha Beryl Bess Bessie Bessy Beth Betsey Betsy Betty Bianca Biddy Blanche Brenda Bridget Camilla Carlotta Carmen Caroline Carrie
Catharine Catherine Cathy Cecilia Cecily Celia Charity Charlotte Chloe Christina Clara Clarice Clarissa Claudia Clementina Clotilde
Constance Cora Cordelia Cornelia Cynthia Daisy Daphne Deborah Delia Della Diana Dinah Dolly Dolores Dora Doris Dorothea Dorothy Edith
Edna Effie Eileen Elaine Eleanor Elena Elfrida Elinor Eliza Elizabeth Ella Ellen Elsa Elsie Elvira Emilia Emily Emma Emmeline Enid
Estella Esther Ethel Etta Eugenia Eugenie Eunice Euphemia Eva Evangeline Eve Evelina Eveline Evelyn Fanny Felicia Flora Frances Francesca
Frieda Gabrielle Genevieve Georgiana Georgina Geraldine Gertrude Gladys Gloria Grace Greta Griselda Guinevere Gwen Gwendolen Hagar Hannah
Harriet Hattie Helen Helena Helga Henrietta Hepzibah Hester Hetty Hilda Honor Honora Ida Imogen Ines Inez Ingrid Irene Iris Isabel
Isabella Isobel Ivy Jane Janet Janey Jean Jeanette Jeanne Jemima Jennie Jenny Jessica Jessie Joan Joanna Josephine Joyce Judith Judy
Julia Juliana Julie Juliet June Justine Kate Katharine Katherine Kathleen Kathryn Katie Kitty Laetitia Laura Lavinia Leah Leila Lena Leonora Letitia
Letty Lilian Lillian Lily Lina Linda Linette Lisa Lizzie Lola Lottie Louisa Louise Lucia Lucille Lucinda Lucretia Lucy Luisa Lydia Mabel
Madeleine Madeline Madge Maggie Marcella Marcia Margaret Margery Margot Marguerite Maria Marian Marianne Marie Marietta Marilla Marina
Marion Marjorie Martha Mary Mathilde Matilda Maud Maude May Meg Melissa Mercedes Mercy Meta Mildred Millicent Millie Mina Minerva Minna
Minnie Miranda Miriam Moll Mollie Molly Monica Muriel Myra Myrtle Nan Nancy Naomi Natalie Nell Nellie Nelly Netta Nina Nora Norah Octavia
Olga Olive Olivia Ophelia Pamela Patience Patty Paula Pauline Peg Peggy Penelope Perdita Phoebe Phyllis Polly Portia Priscilla Prudence
Rachel Rebecca Regina Rhoda Rita Roberta Rosa Rosalie Rosalind Rosamond Rosamund Rose Rosemary Rosie Rowena Ruth Sabina Sadie Safie Sally
Salome Sara Sarah Selina Serena Sibyl Sophia Sophie Sophy Stella Sue Susan Susanna Susannah Susie Sybil Sylvia Tabitha Tess Tessa Theodora
Theresa Thirza Trudy Adeline Cassandra Christine Edwina Ernestine Florence Frederica Hortense Jennifer Jessamine Justina Magdalen
Mathilda Patricia Paulina Philippa Sophronia Teresa Virginia Una Ursula Valerie Vera Veronica Victoria Viola Violet Wanda Wilhelmina Winifred Zelda Zillah Zoe
""")
GENDER: dict[str, str] = {**dict.fromkeys(sorted(_MEN), "m"), **dict.fromkeys(sorted(_WOMEN), "f")}
"""Given names, and whose they are as a rule."""

QUALIFIERS = _words(
    "Old Young Poor Dear Little Good Big Great Sweet Black Honest Pretty Wicked Dearest Darling Brave Father's"
)
"""Capitalised before a name at the beginning of a sentence; no part of it."""

PEOPLES = _words("""
English French German Germans Scotch Scottish Irish Welsh British Briton Britons Roman Romans Greek Greeks Italian Italians Spanish
Spaniard Spaniards Dutch Russian Russians American Americans Indian Indians African Africans Asian Chinese Japanese Turk Turks Turkish
Arab Arabs Arabian Arabic Jew Jews Jewish Jewess Hebrew Latin Saxon Norman Dane Danes Danish Swede Swedes Swedish Norwegian Pole Poles
Polish Hungarian Austrian Austrians Prussian Swiss Belgian Mexican Mexicans Canadian Australian Persian Egyptian Egyptians Englishman
Englishmen Englishwoman Frenchman Frenchmen Frenchwoman Irishman Irishmen Scotchman Scotsman Welshman Dutchman Dutchmen Chinaman European
Europeans Eastern Western Northern Southern Oriental Gothic Christian Christians Christianity Catholic Catholics Protestant Protestants
Puritan Puritans Methodist Moor Moors Moorish Mohammedan Gipsy Gypsy Gipsies Gypsies Negro Negroes Boer Boers Bohemian Bohemians Celt
Celtic Creole Cockney Yankee Yankees Parisian Londoner Elizabethan Victorian Georgian Tory Tories Whig Whigs Socialist Republican Democrat
Radical Liberal Conservative Huron Hurons Iroquois Delaware Delawares Mohican Mohicans Mingo Mingoes
""")

NOT_NAMES = PEOPLES | _words("""
I O Oh Ah Eh Ay Aye Yes No Nay Well Why Hullo Hallo Hello Hush Alas Bah Pooh Pshaw Hurrah Ha Hm Hum Ho Hey Lo Adieu Amen Bravo
Thanks Thank Please Pray Welcome Goodbye Farewell Indeed Certainly Sure Surely Perhaps Maybe Never Nonsense Good Bad
January February March April June July August September October November December Jan Feb Aug Sept Oct Nov Dec
Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Thursdays Sundays Saturdays
Christmas Easter Lent Michaelmas Whitsun Whitsuntide Yule Halloween Midsummer Lammas Advent Pentecost Sabbath
God Gods Lord Heaven Heavens Providence Almighty Creator Saviour Christ Jesus Devil Satan Hell Paradise Scripture Scriptures Bible
Gospel Testament Fate Nature Fortune Death Time Love Truth Reason Justice Liberty Virtue Vice Duty Honour Science Art Evil
Sir Sirs Ma'am Madam Madame Mister Mr Mrs Miss Missus Missis Messrs Esq Esquire Dr Doctor Captain Colonel Majesty Highness Excellency
Worship Lordship Ladyship Holiness Papa Mamma Mama Mother Father Mum Mummy Dad Daddy Aunt Uncle Auntie Granny Grandmother Grandfather
Grandma Grandpa Grandmamma Grandpapa Brother Sister Son Daughter Cousin Nurse Master Mistress Lady King Queen Prince Princess Duke
Duchess Count Countess Baron Earl Squire Parson Bishop Pope Judge General Major Admiral Lieutenant Sergeant Corporal Inspector
Professor President Governor Director Manager Boss Boy Girl Man Woman Monsieur Mademoiselle Signor Signora Herr Frau Don Señor Reverend
Sahib Squaw Church State Parliament Government Congress Senate House Commons Court Army Navy Company Club Society University College
Institute Museum Academy Chapter Book Part Volume Canto Scene Act Letter Page Note Preface Introduction Epilogue Prologue Contents Finis
North South East West Northeast Northwest Southeast Southwest Earth Moon Sun World
A An The This That These Those He She It We You They My Your His Her Its Our Their Mine Yours Ours
And But Or Nor For So Yet If Then Than As At By In Of On To Up Upon With From Into Onto Out Off Over Under After Before Since Until Till
While When Where What Which Who Whom Whose How Whether Because Although Though Unless Lest Once Here There Now Again Also Always Already
All Any Both Each Every Either Neither None Some Such Many Much More Most Less Least Few Other Others Another Same Nothing Something
Anything Everything Nobody Somebody Anybody Everybody Everyone Someone Anyone One Two Three Four Five Six Seven Eight Nine Ten Eleven
Twelve Twenty Hundred Thousand First Second Third Last Next Be Is Are Was Were Am Been Being Have Has Had Do Does Did Done Can Could May
Might Must Shall Should Will Would Let Lets Make Take Get Go Come Give Look Listen See Hear Wait Stop Stay Stand Sit Tell Say Said Ask
Think Know Remember Forget Believe Suppose Mind Keep Hold Put Bring Leave Try Run Turn Call Just Only Even Still Quite Rather Very Too
Almost Presently Suddenly Soon Later Meanwhile Afterwards Thus Hence Therefore However Moreover Nevertheless Besides Instead Likewise
Otherwise Like Unlike Among Amongst Between Beyond Behind Beneath Beside Below Above Across Along Around Against About Through Throughout
Toward Towards Within Without During Despite Except Near Far Not Night Day Morning Evening Dinner Supper Breakfast Tea
It's That's There's Here's What's Who's Where's He's She's Let's Tis Twas Gentlemen Gentleman Ladies Sirrah People Women Men
Children Boys Girls Things Nought Naught Yesterday Today Tomorrow To-day To-morrow To-night Tonight Nowhere Somewhere Everywhere Anywhere
Whatever Whoever Whenever Wherever Whichever Dear Dearest Darling Poor Old Young Little Great Mon Ma Mein Meine Ain Aren Can Couldn Didn
Doesn Hadn Hasn Haven Isn Mustn Needn Shan Shouldn Wasn Weren Won Wouldn Em Ere Ye Thou Thee Thy O’ Ow Er Um Whew Ugh Faith Begad Egad
Street Road Square Nothin Gad Jove Goodness Gracious Mercy Bless Damn Hang Confound Says Half Whose Nor Whereas Whereupon Wherefore
""")
"""Capitalised words that, alone, are nobody's name."""

ABSTRACT = _words(
    "Heaven Providence Nature Fortune Fate Death Time Love Truth Reason Justice Liberty Virtue Duty Honour Science Art Society"
)

PLACES = _words("""
London England Britain Scotland Ireland Wales Paris France Europe Germany Berlin Vienna Austria Italy Rome Venice Naples Florence Milan
Spain Madrid Portugal Lisbon Russia Moscow Petersburg Poland Greece Athens Turkey Constantinople Egypt Cairo Africa Asia India Calcutta
Bombay China Peking Japan America Australia Canada Mexico Brazil York Boston Chicago Philadelphia Washington Virginia California Texas
Ohio Kentucky Massachusetts Connecticut Oxford Cambridge Edinburgh Glasgow Dublin Bristol Liverpool Manchester Birmingham Bath Brighton
Dover Plymouth Portsmouth Southampton Yorkshire Devonshire Cornwall Kent Sussex Surrey Hampshire Essex Norfolk Suffolk Lancashire Holland
Amsterdam Belgium Brussels Switzerland Geneva Norway Sweden Denmark Jerusalem Palestine Syria Persia Arabia Baghdad Damascus Atlantic
Pacific Mediterranean Thames Rhine Danube Nile Seine Tiber
""")

PLACE_NOUNS = _words("""
Street Road Lane Avenue Square Court Place Row Terrace Crescent Gardens Park Hill Hills Heath Moor Wood Woods Forest Bridge River Brook Bay
Cape Point Island Islands Isle Lake Sea Ocean Mount Mountain Mountains Rock Rocks Castle Hall House Manor Abbey Grange Lodge Cottage Farm
Mill Inn Hotel Tavern Arms Church Cathedral Chapel School College University Hospital Station Prison Gate Market Cross Green Field Fields
Valley Vale Glen Common Parish Town City Village Port Harbour Harbor County Shire Coast Creek Falls Springs Canyon Ranch Theatre Museum
Library Tower Bank Club Exchange Palace Alley Stairs Steps Yard Wharf Docks Pier Beach Heights Rectory Vicarage Parsonage Hollow Pass Cove
Spit Head Boat
""")

BODY_AND_KIN = _words("""
face eyes eye hand hands voice head arm arms hair lips mouth heart mind shoulder shoulders cheek cheeks brow father mother brother sister
son daughter wife husband uncle aunt niece nephew cousin words thoughts smile tone manner feelings temper character conduct room friend
friends letter hat coat dress chair answer look glance breath tears soul gaze fingers knees name death life eyelids expression question
remark story
""")

SAYING = _words("""
said says say asked asks answered answers replied replies cried cries exclaimed exclaims whispered whispers murmured murmurs muttered
mutters shouted shouts called calls returned remarked remarks observed observes declared declares continued continues added adds began
begins went inquired enquired demanded demands repeated repeats suggested suggests responded responds rejoined retorted retorts
interrupted gasped gasps groaned growled grunted sighed sighs sobbed screamed screams shrieked yelled pleaded begged urged insisted
protested objected explained explains announced told agreed admitted admits confessed assented faltered stammered ventured pursued resumed
concluded interposed ejaculated quoth drawled snapped sneered laughed laughs thundered roared bawled hissed mumbled panted proceeded
reflected thought thinks warned wondered echoed chuckled
""")
"""Verbs that can go with a quotation."""

PERSON_VERBS = SAYING | _words("""
looked looks smiled nodded turned shook knew felt thought laughed wept blushed stood sat walked ran rose stepped glanced gazed stared
frowned shrugged listened heard saw watched waited paused hesitated hurried wished wanted hoped loved hated wrote read spoke talked got
took gave put drew leaned leant knelt bowed kissed seized grasped opened closed entered left came followed led sprang jumped leaped
started seemed appeared found remembered forgot understood believed lifted raised lowered dropped held caught pulled pushed threw lit
drank ate slept woke died married nods smiles turns looks sits stands puts takes picks lifts goes comes had has was is did does would
could should will must
""")

EPITHETS = _words("""
Long Big Little Old Young Black Red Blind Ragged Poor Dear Honest Tall Fat Lame Mad Sweet Bloody Great Holy Wee White Grey Gray
Gentle Fair Dark Lucky Wild Pretty Crazy Silly Lean Thin Short Stout Deaf Dumb Dirty Gallant Bold Brave Merry Jolly Sleepy Simple
Cunning Wicked Good Noble Royal Yellow Green Blue Brown Curly One-eyed Peg-leg Trusty Faithful Handsome Hump-backed Crooked Mighty
Uncle Saint
""")
"""Words that, with a capital before a given name, are a by-name and not a name: Long John."""
