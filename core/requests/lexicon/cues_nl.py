"""Dutch turns of phrase, by what they mean; how a phrase is written is told in :mod:`..cues`."""

APOSTROPHE = " "
#: words that deny what follows them, or what stands before them, so many words off
NEG_BEFORE = "niet geen nooit niets niks nergens zonder noch nie nimmer geenszins ni evenmin gene plaats ipv"
NEG_AFTER, NEG_REACH = "niet nooit niets niks nie nergens geen ni noch", (8, 8)
#: words at which a part of a sentence begins anew
JOINTS = "en maar want dus doch of dan daarna vervolgens daarom"
#: words before an order
SKIP = """aub svp gelieve graag a u b alstublieft alsjeblieft dus nu ook dan toch maar gewoon even
eens verder hallo beste ok ja zou je jullie ge wilt wil kunnen kunt kan u en nou hup pls please
onmiddellijk direct meteen dringend hierbij daarom aldus"""

MACHINES = """kredietlimiet wervingsspel* betrouwbaarheidsindex beltool indeling achteraf+betalen direct+kwam
algoritme algoritmes algoritmen ai robot robots software computer computers machine
machines score scores scoring automatisch automatische geautomatiseerd geautomatiseerde
systeem systemen model programma app profilering computergestuurd computergestuurde bot chatbot
computerbeslissing stemherkenning gezichtsherkenning transactiemonitoring* transactiesysteem
kredietscore risicoscore risicoprofiel matching onmiddellijk+afgewezen binnen+een+minuut
binnen+een+seconde binnen+seconden binnen+de+minuut rekenmodel rekenmodule rekenregel nakijker
fraudedetectie fraudesysteem kunstmatige artificiele vragenlijst+afgewezen computer+says
digitaal+beslist digitale+beoordeling voorspelmodel selectietool screening+tool"""
COUNTRIES = """boston lima peru zwitserland doorgifte+buiten via+amerika
amerika amerikaanse amerikaans vs usa verenigde+staten india indiase china chinese japan
tokio brazilie marokko marokkaanse tunesie turkije turkse canada canadese filipijnen manila singapore
dubai emiraten rusland texas californie bangalore australie israel mexico argentinie zuid+afrika
egypte algerije senegal vietnam thailand korea hongkong hong+kong taiwan oekraine servie
verenigd+koninkrijk engeland londen zwitserland derde+land derde+landen buiten+europa buiten+de+eu
buiten+de+eer buiten+de+europese buiten+eu buitenland moederbedrijf moederhuis moedermaatschappij
doorgifte doorgiftes suriname indonesie kenia nigeria cloud+buiten overzee overzeese ginder
niet+europese niet+eu new+york ierland+en chicago colombo sri+lanka pakistan"""

#: {meaning: phrases}
MEANINGS = {
    "idle": """in+ieder+geval in+elk+geval zonder+meer per+ongeluk+gewist bijlage factuur+aan
        te+wissen+valt op+de+hoogte in+orde weg+naar onderweg op+weg van+de+hand weg+met+de+fiets
        op+uw+gemak voor+de+goede+orde in+de+weg af+en+toe tot+ziens tot+wie+kan""",
    "harmless": """aarzel+niet vergeet+niet niet+vergeten niet+later+dan niet+aarzelen geen+klant
        geen+lid zonder+uitstel binnen+de+maand zonder+dralen zonder+verwijl zonder+uitzondering waarom+niet
        niet+alleen niet+enkel geen+probleem zonder+vertraging geen+reden+meer geen+gebruik+meer
        zonder+gedoe niets+te+maken geen+zin+meer niet+meer+nodig niet+langer+nodig
        geen+interesse geen+nut heb+niets+meer nooit+klant nooit+gebruikt niet+zo+moeilijk
        nergens+meer+toe niet+moeilijk geen+idee zonder+rancune niet+meer+mee""",
    # === WHO AND WHOSE === #
    "mine": "mijn mn m onze ons mijne m'n myn men mijnen die+van+mij",
    "theirs": "zijn haar hun diens z",
    "yours": "uw jullie jouw uwe je",
    "self": "mij me ik mezelf mijzelf ons we wij kheb ikzelf",
    "pron": "het die dat dit deze ze hem haar alles dees da t allemaal hen",
    "all": "alles alle al allemaal volledig volledige hele gehele integraal elk elke heel",
    "relation": """minderjarige+zoon minderjarige+dochter mijn+zoontje mijn+dochtertje mijn+minderjarige zijn+elf is+elf ons+kind onze+minderjarige
        mijn+client mijn+cliente mijn+vader mijn+moeder mijn+zoon mijn+dochter mijn+man
        mijn+vrouw mijn+echtgenoot mijn+echtgenote mama papa mijn+tante mijn+oom mijn+broer mijn+zus
        namens voor+mevrouw voor+de+heer overleden gestorven overlijden mijn+opa mijn+oma moeders
        onze+zoon onze+dochter mijn+kind mijn+kinderen onze+kinderen cliente mijn+partner pupil
        als+voogd bewindvoerder als+ouder mijn+ouders""",
    "thing": """*historie plaat shit gamertag looproutes antwoorden vermelding *plaat contactnaam
        *gegevens *dossier *dossiers *foto *fotos *video *account *profiel *fiche *documenten *kopie *kopieen *historiek *geschiedenis *klachten aliassen *resultaten sollicitatie* *inschrijving berichten *stukken *scan sjabloon portret* letter *formulier *opname *opnames *beelden gebruikersaccount gezondheid* galerij gezinssituatie tarieven* *kaart leesgeschiedenis citaat verhaal interview *nummer *nummers *adres cijfers *waarden
        gegevens data info informatie dossier dossiers account accounts acc profiel profielen
        fiche fiches bestand cv sollicitatie persoonsgegevens persoonlijke naam adres adresgegevens
        telefoonnummer nummer gsm mailadres e+mailadres emailadres foto fotos filmpje video beelden
        opname opnames kopie kopieen paspoort identiteitskaart id+kaart rijbewijs loonstrook
        loonstroken loonfiche loonfiches bsn rijksregisternummer vingerafdruk vingerafdrukken
        badgegegevens stemopname stemopnames klantendossier klantdossier klantgegevens klantenkaart
        contactgegevens bankgegevens rekeningnummer iban geboortedatum inschrijving historiek
        geschiedenis notities verslag verslagen spoor sporen intakeformulier formulier vragenlijst
        testresultaten resultaten scans scan rontgenfoto* medisch medische bloeduitslagen analyses
        patientendossier personeelsdossier recensie profielfoto portret motivatiebrief lidmaatschap
        lidgegevens documenten document papieren stukken tarievenhistorie plannen plan antwoorden
        handtekening chats gesprekken gespreksopnames berichten+van+mij bestelgeschiedenis
        bestelhistoriek zoekgeschiedenis locatiegegevens registratie gezicht aanvraag leerlingdossier
        surfgedrag kredietdossier schulden inkomen verleden gezondheidsgegevens kaartnummer
        kentekengegevens nummerplaat kenteken meetgegevens maten mailtjes persoon bestaan
        gebruikersnaam gebruikersprofiel klantprofiel klantnummer lidnummer personalia
        identiteit identiteitsbewijs privegegevens prive+gegevens ledenfiche rekening
        hersenscans rapporten rapport beoordelingen evaluaties reservaties+en ritten
        loongegevens spaargegevens toegangspas badge aankopen aankoopgeschiedenis gsmnummer
        gsm+nummer diploma testjes stem kindfiche tel""",
    "about": """de+hele+account mijn+hele+account die+hele+handel
        over+mij over+ons van+mij van+me over+me op+mijn+naam mij+betreffende me+betreffende
        betreffende+mij mij+betreft betrekking+tot+mij over+mijn+persoon met+mijn+naam over+mijn+zoon
        over+mijn+dochter over+mijzelf over+mezelf omtrent+mij onder+mijn+naam tot+mij+herleidbaar
        aangaande+mij naar+mij+verwijst over+onze+zoon over+onze+dochter mijn+persoon hebt+van+ons
        heeft+van+ons van+mij+hebt van+mij+heeft van+mij+hebben van+mij+bewaart over+mijn+kind
        mij+aangaat mij+herkent betreft+mij""",
    "system": """bestand bestanden systeem systemen database databank databanken server servers register
        registers administratie crm computer computers archief archieven ledenlijst adressenbestand
        bestanden+van boeken dossiers lijst+met+klanten klantenbestand klantenlijst platform site
        website app programma lade lades schuif kast kasten papieren bij+jullie bij+u back+up
        back+ups backups cloud toestel harde+schijf harde+schijven geheugen kaartenbak fichebak
        ledenbestand uw+firma adresboek portaal schoolapp klassenapp pagina pc map mappen
        wachtlijst""",
    # === WISHES AND ORDERS === #
    "want": """tegemoet stel+het+op+prijs
        wil willen wens wensen wenst zou+willen eis eisen eist verzoek verzoeken verzoekt vraag
        vragen vraagt vroeg gevraagd verlang verlangen sta+erop staan+erop zie+graag zag+graag
        wou wilde wilden had+graag hadden+graag zou+graag zouden+graag zou+het+fijn vordere vorder
        sommeer sommeren hoop verwacht verwachten wenste lief+zijn heb+liever wilt wik kwil
        dring+erop dring+aan sta+ik+erop zie+mezelf+het+liefst liefst k+wil ik+eis beveel""",
    "wish": """halen+jullie doen+jullie gooien+jullie haalt+u wissen+jullie+nu halen+jullie+ze regelen+jullie logisch neem+offline haal+offline
        da+ge lukt+het op+prijs waarderen kijk+dat dat+wil+ik mag+der kunnen+we kunnen+jullie+ze zet+een geef+jullie+een+week reken rekenen stel+op+prijs zou+mij+een+groot moest+ge had+graag dankbaar+zijn k+zou kuntu kunde+me zo+vriendelijk graag+had ik+had+graag u+gelieve
        gelieve graag aub alstublieft alsjeblieft a+u+b svp kunt+u kan+u kun+je kan+je
        kunnen+jullie kunt+ge kande kunde kunde+gij wilt+u wil+u wil+je willen+jullie wilt+ge
        zou+u zoudt+u zou+je zouden+jullie zou+het+kunnen zou+dat+kunnen zorg+dat zorg+ervoor
        zorgt+u zorgen+dat zorgt+ervoor zorgen+jullie hoog+tijd wordt+tijd is+het+tijd tijd+dat
        moet moeten moogt mag+weg mogen+weg mag+gewist mag+verwijderd mag+vernietigd mogen+gewist
        mag+de+prullenbak mag+eruit mag+worden mogen+worden mogen+jullie mogen+eruit mag+eraf
        dient dienen dien hoort+te behoort+te verzoek eis wees+zo bent+u+zo zijt+ge+zo pls please
        wilt kan+die kan+dat kan+het kan+mijn kunnen+mijn mag+mijn mogen+mijn mag+die mogen+die
        mag+alles mag+het mag+ik+u+vragen
        zou+fijn+zijn zou+fijn zou+lief zou+tof zou+top zou+mooi het+zou+fijn dank+om bedankt+om
        in+gebreke regel+dat regelt+u regel+het doe+mij doe+het zet+er jullie+mogen u+mag je+mag
        ge+moogt ge+moet gij+moet u+moet jullie+moeten je+moet u+dient verwacht dringend vriendelijk
        verzoek+tot lukt+dat is+het+mogelijk zou+het+mogelijk mogelijk+om mag+u maak+er
        ik+reken+erop reken+op laat+mij laat+me stuur+me bezorg bezorgt+u lever+mij
        moet+worden dient+te+worden dienen+te+worden moeten+worden dat+u dat+jullie toe+aan
        ik+daag geef+mij geef+me kzou kzou+willen mogelijkheid+om mag+ik mogen+wij mogen+we""",
    "recant": """nee+gezegd recht+niet+toe mag+dus+niets hoeft+niets hoeft+dus+niets dat+mag was+geen+verzoek vraag+is+niet+of geen+beroep+gedaan is+een+grap laat+ze+staan mogen+blijven+staan niet+verwijderen+hoor laat+het+staan wil+lid+blijven graag+weer
        van+gedachten+veranderd van+gedacht+veranderd bij+nader+inzien toch+niet+wissen toch+niet+verwijder* mag+toch+blijven moet+blijven+bestaan moest+blijven laat+ge+staan toch+behouden laat+maar+staan laat+maar+zitten
        laat+maar vergeet+die+mail vergeet+mijn+vraag negeer+mijn negeer+dat mag+u+negeren
        ik+blijf+klant blijf+gewoon+klant ik+blijf+lid lid+blijven klant+blijven doe+dat+niet
        trek+mijn+verzoek trek+dat+verzoek trek+dit+verzoek mijn+verzoek+in verzoek+intrekken
        besloten+van+niet was+een+grap was+een+vergissing heb+nooit+gevraagd nooit+gevraagd
        niet+gevraagd nooit+verzocht niet+verzocht nooit+gedaan wil+ik+behouden wil+het+behouden
        opnieuw+klant alles+mag+blijven mag+alles+blijven mag+blijven+staan laat+alles+staan
        opnieuw+inschrijven weer+inschrijven hou+mijn+account houd+mijn+account was+niet+mezelf
        doe+er+niets+mee doe+niets niets+mee+te+doen vergissing+met+een ga+zo+door
        verzoek+kwam+niet niet+van+mij+afkomstig mijn+naam+misbruikt maar+vergeten+hoor""",
    "hypo": """zou+kunnen+dat+ik vandaag+niet stel+dat op+elk+moment als+iemand later+nog als+ik+nu ooit+bezwaar
        als+ik+ooit stel+dat stel+u+voor stel+ik als+ik+mijn als+ik+vraag mocht+ik
        zou+ik+ooit getwijfeld twijfel overweeg misschien+vraag misschien+wil ooit+zou+willen
        hadden+jullie had+u zou+kunnen+vragen had+kunnen+vragen als+u+mijn als+jullie+mijn
        wat+als wat+gebeurt zou+mijn stel+dat+ik indien+ik eventueel+later ooit+vragen zodra+ik+u
        ik+denk+erover denk+erover als+ik+zou""",
    "how": """kan+ik+me+later later+nog+uitschrijven mag+een+bedrijf geldt+dat+ook cookiebanner handleiding knop+toestemming
        hoe+kan hoe+moet hoe+doe hoe+gaat hoe+verwijder hoe+wis hoe+vraag hoe+lang+duurt moet+ik
        kan+ik+mijn kan+ik+zelf wat+gebeurt kan+ik+een kan+men hoe+gaat+u+om mij+zeggen+of kunt+u+zeggen zeggen+of waarom+is+dat heeft+u+een+formulier
        hebben+jullie+een+formulier waar+vind wat+betekent hoeveel+mensen kosten+verbonden
        zijn+er+kosten hoeveel+kost mag+ik+mijn+eigen is+het+waar klopt+het+dat gaat+u gaan+jullie
        wanneer+wordt wanneer+worden worden+zijn wordt+mijn worden+mijn wist+u+dat heeft+u+al
        hebt+u+al hebben+jullie+al heeft+u+mijn+gegevens+gewist doet+u+met bewaart+u+een
        welke+procedure wat+is+de+procedure ben+ik+verplicht verlies+ik kan+iemand voor+mijn+scriptie
        verwijdert+u wist+u wissen+jullie verwijderen+jullie binnen+welke+termijn
        heeft+u+liever mag+dat+zomaar is+er+een+knop waarom+heeft+u waarom+hebben+jullie""",
    "aux": """heb hebt heeft hebben had hadden is was waren werd werden bent ben zijn+jullie
        blijkt+te""",
    "done": """dank+u+wel+voor+de bedankt+voor+het+snelle dank+voor+de ontwerp+gewist papieren+van+onze
        zelf+gewist zelf+verwijderd al+gewist al+verwijderd bedankt+dat bedankt+voor+het
        dank+voor+het bevestiging+van bevestiging+dat net+gewist gisteren+gewist per+ongeluk
        zijn+gewist gewist+zijn verwijderd+zijn verdwenen+zijn is+gewist zijn+verwijderd is+verwijderd is+gebeurd keurig+gebeurd zoekgeraakt
        kwijtgeraakt kwijt+door spijt+me gecrasht virus stagiair heb+ik+verwijderd heb+ik+gewist
        perongeluk bij+vergissing""",
    "report": """besproken+maar punt+6 alvorens+u voordat+u
        dank+u+wel allang~moeten op+tafel
        destijds+op+mijn
        zei+letterlijk letterlijk ex+man~gemeld met+de+vraag+om vroeg+of+hij echt+gevraagd iedereen+wil iemand+had notulen vroeger+altijd vader+vroeg hij+beweert oom+beweert sommigen
        schreef+dat schrijft+dat schreef+me+dat vragen+me+of vraagt+me+of zegt+steeds stelt+dat nagaan+waarom
        lijken~verdwenen goed+dat+jullie bevestigen+dat
        vroeg+jullie hij+vroeg zij+vroeg ze+vroeg zegt+dat zei+dat+jullie beweert+dat hoorde+dat
        gehoord+dat gelezen+dat las+dat staat+dat+jullie volgens+uw+site op+uw+site+staat wil+van+mij
        u+vraagt+mij u+vroeg+mij vraagt+u+mij vraagt+u+of vroeg+u+of wisverzoeken inzageverzoeken
        verzoeken+van scriptie studiedag workshop thesis onderzoek+hoe een+klant+vroeg wilde+dat+ik
        eisen+dat+hun eist+dat+zijn in+mijn+vorige+job sommige+klanten sommige+mensen
        er+wordt+gezegd schijnt naar+verluidt denkt+dat quiz hebben+beweerd vertelde+dat
        cursus spreker vacature+sprak hij+wil zij+wil""",
    "third": """mijn+vrouw+heeft
        haar+adres+laten mijn+oom een+bedrijf als+iemand bezoekers onze+leden wie+bij+jullie+beslist mijn+ex+man
        een+klant de+klant die+klant een+vriend een+vriendin mijn+buurman mijn+buurvrouw de+buren
        mijn+buren klanten+die mensen+die een+dame een+heer een+collega mijn+collega die+collega
        een+patient de+concurrent mijn+vorige+werkgever ons+bedrijf+zoekt gebruiker
        mijn+baas mijn+ex+zegt haar+gegevens+laten hij+zal zij+zal zijn+gegevens+laten uw+concurrent mijn+zus+wil mijn+vriend""",
    "restore": """herstellen terugzetten zet+terug zet+ze+terug terughalen terugkrijgen hersteld
        herinstalleren terughalen+van reactiveren heractiveren opnieuw+activeren terug+te+zetten
        terug+online herstel+mijn back+up+terug""",
    "other": """reactie reacties bericht+van vorige+mail vorig+bericht laatste+mail mijn+mail+van
        deze+mail dit+bericht dat+bericht bijlage komma zin alinea regel paragraaf stap slide dia
        afspraak vergadering reservatie reservering bestelling advertentie zoekertje affiche auto
        fiets vlek vlekken graffiti etiket sticker tutorial artikel+uit tekst document+van
        wachtwoord+resetten cookies parkeerplaats boom bomen haag afval vuilniszakken wasmachine
        koffer kakkerlakken mieren wespennest sneeuw mos slot app+van+mijn pagina+3 kolom
        rij tabel excel opmerking+bij dubbele aankondiging event foutmelding schrijffout typfout
        contactpersoon+van drempel mailtje+van onderschrift hoofdstuk punt+6 factuur hond kat
        artikel+weg winkelmandje winkelwagen mandje""",
    # === ERASING === #
    "erase": """maak~ongedaan wis+die+handel verwijderen+die+handel wegnemen neem~offline offline+halen delete~gewoon uit+de+boeken klassement+uit schoonmaak
        weg+te+nemen wegnemen neem~weg eraf+gooien eraf+te+halen eraf+halen gooien~eraf opheffen
        uitveegt uitvegen veegt~uit vaag~uit wist~uit doe+ze+weg doe+het+weg doe+hem+weg doe+dat+weg haal+hem+eraf haal+ze+eraf haal~af halen~af haalt~af gooi+dan afvoert kapot maak~kapot trek+de+stekker stekker+uit streep+door laat~verdwijnen laat+er+niets+van verdwijn weghaalt weggooit opruimt uithaalt eruit+haalt eruit+knippen knip~uit uit~haalt ongedaan+maken ongedaan+gemaakt leeg+te+maken leegmaken+van sluiten+en+leegmaken te+krijgen+uit uit+dat+bestand+te+krijgen deponeer deponeren verwijdr verweider verwijder+svp opheffen dumpen dump verwijderd+hebben gewist+hebben vernietigd+hebben weg+hebben wegwezen opzouten opkrassen uitkuisen kuist ontdoet verscheur verscheuren smelt
        wis wissen wist uitwissen verwijder verwijdert verwijderen verwijdere verwijderd+te
        vernietig vernietigen vernietigt schrap schrappen schrapt delete deleten deleet deletet
        verwijderd+worden gooi gooien gooit weggooien weg+te+gooien smijt smijten wegsmijten
        kieper kieperen kiepert flikker flikkeren mik mikken opdoeken doek opruimen ruim+op ruim~op
        op+te+ruimen uitgommen gom gommen versnipper versnipperen versnippert shredder shredderen
        shred verbrand verbranden elimineren elimineer wegdoen doe~weg doet~weg weghalen haal~weg
        haalt~weg halen~weg weg+te+halen haal~eraf haal~uit haalt~uit uit+te+halen eruit+halen
        eruit+te+halen eruithalen haal+me+uit haal+mij+uit halen+uit uit~halen verdonkeremanen
        anonimiseer anonimiseren onzichtbaar+maken leegmaken leeg~maken maak+korte+metten
        korte+metten van+de+kaart laat+verdwijnen laten+verdwijnen doen+verdwijnen doe~verdwijnen
        opheffen hef~op heft~op op+te+heffen uit+te+wissen wegpoetsen zap zwier zwieren
        pleur pleuren donder donderen afvoeren purgen opzeggen+en sluit+en+wis wegwerken
        te+laten+verdwijnen uitvegen veeg~uit veeg~weg wegvegen uitroeien verwijdering+van
        ontdoe ontdoen gommen+uit uitvlakken afscheid+te+nemen+van begraaf begraven
        zet~bij+het+oud+papier delen+door+de+shredder wegmaken maak~weg maken~weg kappen+met
        schoon+te+maken permanent+te+sluiten sluit+definitief definitief+sluiten afsluiten+en
        vergeten+en+wis kuis~op opkuisen kuisen opgekuist+hebben smijt~weg zwier~weg""",
    "erased": """af+gaan af+gaat af+moet af+mag af+kan opgeheven+wordt onvindbaar uit+ga uit+de+boeken
        eruit mogen+eruit uitgeveegd van+uw+servers+gehaald gehaald uit+want verdwijne verdween kapotgemaakt eraf ontdaan verscheurd der+uit van+de+aardbodem blijven+bestaan
        gewist verwijderd vernietigd geschrapt weggegooid gedelete gedeletet verdwijnen
        verdwijnt verdwenen weggehaald uitgewist opgeruimd versnipperd verbrand gegomd opgeheven
        geanonimiseerd weggedaan weggesmeten weggewerkt eruit+gehaald weg+is weg+zijn weg+moet
        moet+weg moeten+weg mag+weg mogen+weg weg+mag weg+mogen kan+weg weg+kan ophoudt+te+bestaan
        ophouden+te+bestaan er+niet+meer+is eruit+moet moet+eruit moeten+eruit uit+uw+archief
        uitgeveegd leeggemaakt geen+spoor vernietigt weg+wil kwijt+wil weg+wordt gepurged
        opgekuist afgevoerd weggemaakt naar+de+eeuwige+jachtvelden weg+te+zijn van+mij+weg
        gaat+weg weggaat account+weg+kan weg+hebben weghebben weg+wil+hebben gewist+zien gewist+wil""",
    "erasure": """verwijdering+ervan
        verwijdering wissing vernietiging schrapping gegevenswissing opheffing uitwissing
        anonimisering recht+op+vergetelheid recht+om+vergeten vergetelheid verwijderverzoek
        wisverzoek het+wissen het+verwijderen het+vernietigen verwijdere vernietigen+van""",
    "trash": """prullenbak prullenmand vuilnisbak vuilbak papierversnipperaar versnipperaar shredder
        oud+papier papierbak container kachel open+haard weg+ermee weg+met oprotten opgekrast
        de+bak+in vuilniszak verbrandingsoven brandstapel bij+het+afval afvalbak""",
    "remove_self": """ruim+mij+op kieper+mij schrap+mij~uit onvindbaar+word ik+onvindbaar haal+mij+mor haal+mij~computer dat+ik+onvindbaar
        ons+allebei+uit
        vergeet+mij vergeet+me mij+vergeten mij+te+vergeten vergeten+worden wis+mij wis+me
        verwijder+mij verwijder+me mij+verwijderen mij+te+verwijderen me+verwijderen mij+wissen
        mij+te+wissen mij~uit~halen haal+mij+uit haal+me+uit mij+uit+uw mij+uit+jullie
        me+uit+jullie me+uit+uw haalt+mij+uit schrap+mij schrap+me schrappen+uit doe+mij+maar+weg
        doe+mij+weg haal+mij+weg haal+ons+uit verwijder+ons mij+eruit me+eruit mij+schrappen
        niet+meer+kennen niet+meer+zou+kennen ik+wil+weg+uit mij+onzichtbaar ons+uit+jullie
        ons+uit+uw mij+volledig+uit mij+niet+meer+kent vergeet+dat+ik mij+helemaal+uit
        uitgeschreven+en+gewist""",
    "gone": """niet+langer+wens+voor+te+komen geen+enkel+lijstje+meer mogen+niet~blijven+staan mag+niet~blijven+staan geen+grond+meer blijven+rondslingeren mogen+dat+ook
        geen+letter+meer geen+letter niet+langer+blijven+bestaan geen+dag+langer horen+niet+bij hoort+niet+bij horen+niet+in hoort+daar+niet geen+zaken+met staan+nog+in sta+ik+nog+altijd sta+ik+nog+steeds vind+ik+niet+kunnen bevalt+me+niet ze+moet+eraf moet+eraf moeten+eraf hou+er+niets+van mij+vergeten nooit+bestaan nooit+heb+bestaan te+vergeten+dat+ik
        niet+meer+in+uw niet+meer+in+jullie niet+meer+voorkom niet+meer+voorkomt niet+meer+terug
        nergens+meer nergens+nog niks+meer+van+mij niets+meer+van+mij niets+van+mij niks+van+mij
        geen+spoor geen+sporen geen+enkel+spoor geen+gegevens+meer geen+enkel+document
        niet+langer+in+uw niet+langer+in+jullie niet+langer+bij niet+meer+bij+u niet+meer+bij+jullie
        niets+te+zoeken niks+te+zoeken niets+meer+te+zoeken niets+verloren niks+verloren
        blijven+liggen niets+meer+overblijft niets+overblijft niks+overblijft er+mag+niets
        niet+langer+beschikt niet+meer+beschikt geen+account+meer niet+meer+bestaan
        hoort+niet+meer horen+niet+meer hoort+niet+thuis horen+niet+thuis niet+achterblijft
        niet+achterblijven niet+blijven+rondslingeren rondslingert rondslingeren
        niet+meer+rondslingert nergens+in+uw uit+wil+ik uit+jullie+archief uit+uw+archief
        niet+meer+in+de+computer weg+uit weg+bij+jullie weg+bij+u niet+meer+staan niet+meer+sta
        niet+meer+opduik niet+meer+opduikt niet+meer+te+vinden nergens+meer+terug niet+meer+vindbaar
        het+licht+uitdoen geen+enkele+kopie niet+in+uw+bezit niet+langer+in+uw+bezit
        los+van+jullie""",
    "out": """uit+jullie+systeem uit+uw+systeem uit+jullie+bestand uit+uw+bestand uit+het+systeem
        uit+de+database uit+jullie+database uit+uw+databank uit+uw+database uit+jullie+databank
        uit+het+bestand uit+dat+bestand uit+jullie+bestanden uit+uw+bestanden uit+uw+administratie
        uit+jullie+administratie uit+die+lijst+met+klanten uit+uw+archief uit+jullie+archief
        uit+jullie+computer uit+uw+computer uit+dat+programma uit+uw+register daaruit
        van+uw+site van+jullie+site van+de+site van+de+website van+uw+website""",
    "no_reason": """geen+enkele+reden+waarom beschikken
        geen+reden nergens+voor+nodig niet+langer+nodig niet+meer+nodig geen+enkele+reden
        hebt+u+niets+aan waarvoor+nog waarom+nog geen+grond geen+doel+meer geen+noodzaak niet+nodig
        niet+gerechtigd geen+recht+om niet+het+recht mag+u+niet+meer mogen+jullie+niet+meer
        wat+u+niet+mag heeft+geen+zin niet+meer+van+toepassing onnodig zinloos geen+nut
        snap+niet+waarom begrijp+niet+waarom zie+niet+in+waarom waarom+u+nog waarom+jullie+nog
        met+welk+recht op+welke+grond+bewaart""",
    "why": "waarom hoezo hoe+komt+het+dat",
    "still": "nog nog+altijd nog+steeds steeds altijd zichtbaar online prijkt duikt",
    "asked_before": """al+gevraagd heb+gevraagd had+gevraagd gevraagd+om eerder+gevraagd beloofd beloofde
        toegezegd verwacht+dat herhaal nogmaals opnieuw derde+keer tweede+keer vijfde+keer
        zoveelste herinnering mijn+verzoek ik+vroeg vroeg+ik verzocht rappel aangedrongen
        zou+geregeld zou+worden wanneer+gaan wanneer+gaat laat+op+zich+wachten nu+eindelijk
        had+ik+verwacht had+verwacht had+moeten zeker+ben ben+zeker ik+ben+zeker""",
    "unanswered": """geen+antwoord nog+niet nog+altijd nog+steeds zonder+reactie geen+reactie wachten
        wacht+al niets+gebeurd niks+gebeurd niet+gebeurd al+zes+weken al+weken eindelijk
        termijn+is+verstreken verstreken uitblijft onbeantwoord wanneer+gaan wanneer+gaat
        alsnog nog+niet+gebeurd""",
    "threat": """gegevensbeschermingsautoriteit+stap stap+ik+naar de+ap
        gba autoriteit+persoonsgegevens gegevensbeschermingsautoriteit klacht advocaat
        rechtbank rechter stap+naar dien+klacht klacht+indienen deurwaarder gerecht juridische+stappen
        ap+in""",
    "sans": "zonder bij+gebrek+aan bij+uitblijven",
    "if": "als indien zodra wanneer mocht",
    "art17": "artikel+17 art+17",
    "apply": "beroep op+grond+van krachtens conform ingevolge overeenkomstig pas~toe toepassen voer",
    # === KEEPING AND USING === #
    "keep": """bewaar bewaren bewaart bewaard bijhouden bijhoudt bijgehouden houd hou houden houdt
        opslaan slaat~op opgeslagen behoud behouden behoudt bewaring opslag vasthouden achterhouden
        houd~bij hou~bij bij+te+houden liggen+hebben hebt+liggen hebben+liggen heeft+liggen
        op+te+slaan te+bewaren blijven+staan blijft+staan laten+staan laat~staan in+bezit
        beschikbaar""",
    "use": """gebruik gebruiken gebruikt gebruiken+voor verwerk verwerken verwerkt verwerking raadplegen
        raadpleeg geraadpleegd delen deelt gedeeld doorgeven doorgeeft doorgegeven inzien ingekeken
        bekijken bekijkt bekeken aangewend aanwenden inzetten ingezet aankomen aanraken aangeraakt
        gelezen luistert luisteren rondgaat rondgaan verspreiden verspreid verstrekken verstrekt
        doorgestuurd doorsturen doorspelen dienen+voor voor+dienen uitlezen opvragen uitvoeren
        gedaan+wordt mee+doen mee+doet mee+gebeurt gebeuren gebeurt publiceren publiceert
        getoond tonen toont""",
    "until": """zolang totdat tot+dat tot+dan tot+het tot+de tot+alles tot+u tot+jullie tot+ik tot+er
        tot+mijn tot+nader in+afwachting voorlopig ondertussen intussen onderwijl inmiddels tijdelijk
        hangende gedurende tijdens+het zo+lang tot+is tot+duidelijk voor+de+rechter+heeft
        terwijl+u terwijl+jullie tot+blijkt tot+die+tijd tot+uw tot+jullie+antwoord even+stil
        alvorens voordat+u voor+u tot+dit tot+gebeurd tot+na tot+en+met tot+volgend""",
    "freeze": """bevries bevriezen bevroren bevriest blokkeer blokkeren geblokkeerd blokkering beperk
        beperken beperkt beperking beperking+van vergrendel vergrendelen vergrendeld opschorten
        opgeschort schort~op on+hold stilzetten stil+te+zetten zet~stil pauzeer pauzeren gepauzeerd
        op+pauze parkeer parkeren geparkeerd afschermen afgeschermd scherm~af isoleer isoleren
        achter+slot onaangeroerd in+de+koelkast in+de+ijskast in+de+wacht in+quarantaine
        op+slot sluit~af+voor ongebruikt apart+zetten zet~apart apart+te+zetten onder+embargo
        markeer ter+zijde verzegel verzegelen verzegeld in+de+diepvries opzij afzonderen
        in+bewaring onder+slot ontoegankelijk niet+toegankelijk bevriezing stilleggen stilgelegd
        leg~stil buiten+gebruik""",
    "art18": """artikel+18 art+18 beperking+van+de+verwerking verwerking+beperken verwerking+te+beperken
        verwerkingsbeperking recht+op+beperking verwerking+beperkt beperkte+verwerking""",
    "evidence": """bewijs bewijzen proces rechter rechtbank politie advocaat ombudsman verzekering
        klacht zaak procedure rechtszaak hoorzitting huurcommissie juridisch geschillencommissie
        verweer verdediging bewijsmateriaal rechtszitting deurwaarder aangifte geding""",
    "dispute": """betwist betwisting betwiste betwisten bezwaar onderzoek onderzoekt onderzoeken geschil
        juistheid onjuist klopt+niet controleert nakijken nakijkt bekijken uitzoekt zoekt+het+uit
        kijken+het+na kijkt+het+na oneens discussie verzet""",
    "no_touch": """niemand+mag niemand+iets eraf+blijven iedereen+eraf komt+er+niet+aan niet+aankomt alleen+maar+bewaren niets+mee+aan
        blijf+af blijf~af niet+aankomen niet+aan+te+komen kom+er+niet+aan komt+er+niet+aan
        blijf+ervan+af niets+mee+doen niks+mee+doen niets+mee+gebeurt niks+mee+gebeurt
        doe+er+niks+mee doet+er+niets+mee niets+mee+te+doen handen+af met+rust laat~met+rust
        nergens+voor+dienen nergens+voor+gebruiken niet+raadplegen niemand+anders dat+niemand
        niemand+inkijkt niemand+er niemand+dat afblijven niet+verder niets+anders+mee
        verder+niets+mee gebruik~niet gebruik+ze+niet niet+gebruiken niet+meer+gebruiken
        niet+gebruikt niet+meer+gebruikt niet+te+gebruiken stop+met+het+raadplegen
        niet+naar+buiten niet+doorgeven niet+meer+verwerken niet+verwerken niet+verwerkt
        geen+gebruik""",
    # === MAILINGS === #
    "comm": """reclame reclames spam nieuwsbrief nieuwsbrieven mailing mailings mail mails mailtjes
        mailen mailt e+mails email emails sms smsen smsjes sms'en berichten telefoontjes bellen belt
        bel gebeld opbellen aanbieding aanbiedingen promotie promoties promo folder folders foldertjes
        catalogus catalogussen brochure brochures reclamefolder* reclamemail* reclamepost marketing
        direct+marketing acquisitie telemarketing verkopers vertegenwoordiger vertegenwoordigers
        verkooppraatjes enquete enquetes uitnodigingen uitnodiging post brieven brief schrijven
        advertenties advertentie adverteerders campagne campagnes acties kortingsbonnen kortingen
        pushberichten notificaties meldingen magazine ledenblad blad krantje tijdschrift
        bezoek colportage appjes whatsapp bedelbrieven fondsenwerving giften donatieverzoeken
        verkoop verkooptelefoontjes callcenter prospectie nieuwsmail reclameblaadjes herinneringen
        loterij telefonisch contact speelgoedfolder verzendlijst mailinglijst mailinglist
        telefoon relatiemagazine""",
    "ads": """*acties fondsenwerving*
        reclame reclames spam nieuwsbrief nieuwsbrieven mailing mailings aanbieding aanbiedingen
        promotie promoties promo promos folder folders catalogus catalogussen brochure brochures
        reclamefolder* reclamemail* reclamepost marketing direct+marketing acquisitie telemarketing
        enquete enquetes tevredenheidsonderzoek* advertenties adverteerders kortingsbonnen kortingen
        magazine ledenblad verkooppraatjes prospectie bedelbrieven loterij commerciele commercieel
        reclamedoeleinden marketingdoeleinden verkopers whitepaper demo speelgoedfolder black+friday
        nieuwsmail personaliseren gepersonaliseerde artsenbezoekers klantinzichten* spammen spamt
        mailinglijst verzendlijst reclameblaadjes wervings* fondsenwerving acties solden+mails
        promomails reclamemails donatieverzoeken advertentie* reclame+uiting* reclamefolders
        partneraanbiedingen verkooptelefoontjes callcenter""",
    "stop": """eraf mogen+vergeten achterwege laat~achterwege niet+meer+doen nimeer wil+ik+niet te+veel af+te+komen afkomen die+stekker bij+de+volgende+keer zenuwachtig kotsbeu spuugzat schaf~af hoef+ik+niet hou+ik+niet nergens+voor+nodig niet+langer+te+betrekken voor+altijd
        stop stoppen stopt gestopt stopzetten stop+te+zetten hou+op houd+op hou~op houdt~op
        ophouden ophoudt ophoudt+met genoeg kappen kap+ermee kap~met beu bespaar besparen bespaart
        zat hou+op+met laat~met+rust laat+me+met+rust laat+mij+met+rust
        geen+interesse niet+geinteresseerd geen+behoefte geen+prijs geen+zin+in hoeft+niet hoeven+niet
        hoeft+niet+meer hoeven+niet+meer niet+meer+hoeft hoeft+u+niet hoeft+u+mij blijf+van
        opzouten weg+met oprotten zinloos afgelopen klaar+mee basta halt verschoon verschonen
        spaar sparen val+mij+niet val~lastig niet+lastig lastig+te+vallen lastigvallen
        ongewenst ongevraagd word+er+gek word+ik+gek tureluurs af+graag overbodig
        haal+mij+af haal~van+de haal+me+van haal+mij+van haalt~af+van mij+af+van mij+van+de
        geen+toestemming+voor ga+niet+akkoord stopzetting niet+langer+wens uitsluiten sluit+mij+uit
        eruit+en eind+aan einde+aan punt+achter onthoud verzoek+u+te+staken staken staak
        beeindigen beeindig zonder+mij hou+ze+maar houd+ze+maar mag+u+houden mag+u+besparen
        nee+bedankt nee+dank""",
    "no_more": """geen~meer niet+meer nooit+meer niet+langer nooit+nog niets+meer niks+meer geen+enkele
        geen+reclame geen+mails geen+mail geen+folders geen+nieuwsbrief geen+telefoontjes
        geen+nieuwsbrieven wil+geen wens+geen willen+geen wensen+geen hoef+geen stuur+geen
        mail+me+niet bel+me+niet bel+mij+niet bel~niet schrijf~niet+meer nie+meer liever+niet
        liever+geen niet+nodig ni+meer geen+aanbiedingen geen+commerciele geen+promoties
        zonder+reclame hoef+niet hoef+ik+niet""",
    "unsub": """afmelden afgemeld schrijf+me+maar+uit zet+ze+voor+mij+uit zet~uit
        uitschrijf* uitschrijven uit+te+schrijven schrijf~uit schrijft~uit afmelden meld~af
        meldt~af af+te+melden uitschrijving uitgeschreven unsubscribe bel+me+niet afmelding
        uitschrijflink afmeldlink opt+out bel+me+niet+register uitschrijve""",
    "object": """bezwaar verzet verzetten verzetten+ons kant+mij protesteer teken~bezwaar maak~bezwaar
        niet+eens weiger""",
    "profile": """profiel profielen profileren profilering geprofileerd analyseren analyseert analyse
        aankoopgedrag surfgedrag koopgedrag klantprofiel gedrag volgen volgt tracken tracking
        personaliseren gerechtvaardigd+belang gebruik gebruiken gebruikt verwerking segmenteren
        categorie doelgroep taggen aankopen doorspelen verwerken""",
    "contact": """bel bellen belt opbellen mail mailen mailt schrijf schrijven schrijft contacteer
        contacteren contacteert benader benaderen benaderd gebeld gemaild gecontacteerd benadert sms
        appen app+me lastig lastigvallen gestoord storen aanschrijven aangeschreven telefoneren""",
    "send": """stuur sturen stuurt verstuur versturen verzenden zend zenden toesturen toezenden
        opsturen ontvangen ontvang krijgen krijg krijgt toegestuurd bezorgen bezorgt in+de+bus""",
    "list": """*lijst *lijsten folderlijst
        lijst lijsten mailinglijst mailinglijsten verzendlijst verzendlijsten mailinglist maillijst adressenlijst bellijst
        nieuwsbrief mailing distributielijst abonnees verzendingen nieuwsbrieven""",
    "complaint_less": """niet+ontvangen niet+aangekomen krijg+geen+nieuwsbrief niets+meer+ontvangen
        ontvang+ik+niet niet+meer+aan+in+mijn geen+mails+meer+sinds niet+uitgeschreven""",
    "pro": """opnieuw+inschrijven juist+handig niet+uitschrijven komt+niet+aan
        schrijf+mij+in schrijf+me+in ga+zo+door blijf+sturen blijf~sturen mag+blijven+sturen
        graag+inschrijven wil+me+inschrijven wil+graag+lid geen+bezwaar geweldig+was fan+van
        leuke+nieuwsbrief was+geweldig""",
    # === CONSENT === #
    "consent": """vrijgave akkoordverklaring ingestemd aankruiste aanvinkte instem stemde+ik+in
        toestemming toestemmingen akkoord goedkeuring instemming machtiging volmacht
        fiat consent permissie toelating vergunning+die ja+woord jawoord mijn+ja
        toestemmingsverklaring handtekening verklaring mandaat akkoordverklaring
        toestemmingsformulier opt+in medewerking zegen quitclaim groen+licht ok+die""",
    "given": """gaf+toestemming gaf+ik+toestemming toestemming+gegeven toegestaan gaf+ik gaf+toegang
        getekend ondertekende ondertekend ingestemd aangevinkt aangekruist goed+vond goedgevonden
        vonden+wij+het+goed vond+ik+het+goed gezegd+dat+het+mocht heb+toegestemd toegestemd
        tikte+ik+op ja+gezegd heb+ik+ja gaf+akkoord akkoord+gegaan akkoord+gegeven gemachtigd
        deed+mee deelname+aan vinkte+ik klikte+ik+op mocht+van+mij mochten+van+mij moest+ik+tekenen
        tekende+ik tekenden+we gaven+wij gaven+we stemde+ik stemden+wij eerder+gegeven had+gegeven
        goedkeurde toestond verleende verleend heb+gegeven meegedaan was+model""",
    "retract": """neem~terug neem+ik~terug
        haal~terug neem+ik+terug zie~van+af zie+ik~van+af zie~af stemde~niet+meer vervalt intrekkken trekken+wij zeg+ik+nu+nee nu+niet+meer toch+maar+niet vanaf+nu+geen
        trek trekken intrekken ingetrokken intrekking in+te+trekken herroep herroepen herroept
        herroeping terugtrekken terug+te+trekken teruggetrokken trek~terug terugnemen neem~terug
        kom~terug kom+ik+terug terugkomen vervalt vervallen niet+meer+geldig niet+langer+geldig
        ongeldig annuleer annuleren nietig opzeggen zeg~op bedenk bedacht van+gedachten
        trek+ik+in trekken+wij niet+meer+geldt geldt+niet+meer ongedaan maak~ongedaan verval
        wordt+nee is+nu+nee zeg+het+nu nee+geworden een+nee beeindig beeindigen stop+ermee
        stopt+hier in+trekken spijt+van niet+meer+van+kracht introk intrek vinkje+weg
        schrappen+van+mijn+akkoord teruggedraaid terugdraaien""",
    "agree_no": """niet+meer+akkoord niet+langer+akkoord niet+meer+mee+eens niet+meer+mee+akkoord
        geef+geen+toestemming+meer geen+toestemming+meer niet+meer+goed mag+niet+meer
        mogen+niet+meer moogt~niet+meer mag~niet+meer mogen~niet+meer niet+meer+toe+dat
        sta+niet+meer+toe sta~niet+langer+toe sta~niet+meer+toe niet+langer+toe doe+niet+meer+mee
        vind~niet+meer+goed wil~niet+meer+meedoen willen+dat+niet+meer wil+dat+niet+meer wil+ik+dat+niet
        mag+u+niet+meer mogen+jullie+niet+meer niet+meer+gebruiken nu+zeg+ik+nee stem+niet+meer
        wil+niet+langer+meedoen wil+niet+meer+deelnemen wil+het+niet+meer wil+niet+meer+dat
        denk+ik+er+anders anders+over wil+ik+niet+meer toch+liever+niet niet+zo+prima niet+langer+mee""",
    "use_photo": "foto fotos beeld beelden video filmpje naam getuigenis onderzoek studie podcast stem",
    # === A COPY TO TAKE ALONG === #
    "format": """kolommen exportje digitaal digitale json uploaden bestand+met+kolommen
        csv json xml excel xls xlsx vcard gpx gedcom zip bestand bestandje file export exporteren
        exporteer machineleesbaar machineleesbare gestructureerd gestructureerde open+formaat formaat
        standaardformaat leesbaar+voor inleesbaar leesbare+vorm usb usb+stick inladen inlezen
        importeren importeerbaar importeerbare uitvoer database+dump downloadbaar ruwe+data
        ruwe+gegevens elektronisch digitaal+bestand bruikbaar+formaat overweg+kan herbruikbaar
        herbruikbare bruikbare+vorm ics txt mbox""",
    "newprovider": """volgende+leverancier volgende+bank andere+sportbond andere+cloud over+te+stappen overschakelt schakelt+over gebruikt+iets+anders odido tandarts nieuwe+dierenarts dierenarts andere+school nieuwe+apotheek ander+ziekenhuis tegenpartij mijn+volgende verhuis+naar verhuizen+naar naar+een+ander+platform andere+huisarts
        nieuwe+leverancier nieuwe+bank andere+bank nieuwe+provider nieuwe+app andere+app
        ander+platform andere+partij nieuwe+partij concurrent concurrentie nieuwe+aanbieder
        andere+aanbieder nieuwe+huisarts nieuwe+verzekeraar andere+verzekeraar nieuwe+boekhouder
        overstap overstappen stap+over stappen+over overgestapt ga+naar+een+ander ga+naar+een+andere
        andere+server ander+merk andere+dienst nieuwe+dienst andere+sportschool nieuwe+sportschool
        elders ergens+anders derde+partij wissel+van wisselen+van verhuis+naar vertrek+bij
        vertrekt+bij nieuwe+hosting andere+hosting ander+pakket nieuw+pakket andere+software
        nieuwe+software nieuw+platform ander+programma nieuwe+coach nieuwe+kine nieuwe+tandarts
        nieuwe+school nieuwe+werkgever andere+leverancier nieuwe+operator andere+operator ander+systeem
        nieuw+systeem andere+site nieuwe+site nieuwe+club importeren inlezen inladen huisartsenpraktijk
        de+concurrent uw+concurrent een+collega+bedrijf opvolger nieuwe+arts andere+arts
        nieuwe+beheerder nieuwe+makelaar meenemen+naar ander+archief nieuwe+tool andere+tool
        nieuwe+energieleverancier nieuwe+fysio* een+ander""",
    "transfer": """overdragen overdraag overdracht draag~over overgedragen over+te+dragen overzetten
        zet~over over+te+zetten overgezet doorsturen+naar doorgeven+aan meenemen neem~mee mee+te+nemen
        meegenomen meekrijgen meegeven meeverhuizen migreren migreer migratie overbrengen breng~over
        overgebracht overhevelen hevel~over rechtstreeks+aan rechtstreeks+naar rechtstreeks+door
        direct+aan direct+naar verhuizen overdraagbaarheid bezorg aanleveren lever aan+te+leveren
        geef stuur doorgeven overmaken bezorgen sturen geven""",
    "portable": """overdraagbaarheid dataportabiliteit portabiliteit gegevensoverdraagbaarheid artikel+20
        art+20 machineleesbaar machineleesbare gestructureerd+formaat gestructureerde+vorm
        recht+op+overdracht""",
    "move": """doe~over+naar draag~over uploaden digitaal+naartoe digitaal+aan rechtstreeks+over digitaal+overmaken mag+daar+digitaal
        overdragen overdraag overgedragen over+te+dragen overzetten over+te+zetten overgezet
        meenemen mee+te+nemen meeverhuizen migreren migreer overbrengen overgebracht overhevelen
        rechtstreeks+aan rechtstreeks+naar rechtstreeks+doorsturen rechtstreeks+over importeren
        inladen inlezen exporteren exporteer meekrijgen draag~over zet~over hevel~over verhuis+mijn""",
    "strong_format": """csv json xml vcard gpx gedcom machineleesbaar machineleesbare open+formaat
        standaardformaat gestructureerd+bestand gestructureerd+formaat exporteer+mijn
        export+van+mijn export+van+al exportbestand in+excel als+csv .json importeerbaar""",
    # === MACHINES === #
    "machine": MACHINES,
    "decided": """geweigerd weigering weigerde weigert afgewezen afwijzing wees~af afgekeurd keurde
        beslissing beslissingen beslist beslissen beslis besluit besluiten besloten uitgesloten
        beoordeeld beoordeling beoordeelt score puntenscore gescoord uitslag oordeel geblokkeerd
        blokkeerde blokkade ingegrepen onvoldoende gezakt premie lager hoger opgezegd aangemerkt
        verdacht geselecteerd selectie niet+uitgenodigd op+non+actief non+actief berekend berekening
        percentage nee+zei zegt+nee zei+nee deactiveerde gedeactiveerd ingedeeld categorie rangschikking
        toegekend toewijzing niet+toegelaten gestopt+uitkering stopgezet ontslagen bepaalt bepaald""",
    "human": """mens mensen menselijk menselijke iemand persoon medewerker medewerkster acceptant
        adviseur arts leerkracht docent leraar echt+iemand vlees+en+bloed mensenogen mensenhand
        manueel handmatig met+de+hand een+jurist beoordelaar specialist analist bevoegd+persoon
        natuurlijk+persoon levend+wezen levende collega+van+u echte+mens verantwoordelijke
        leidinggevende recruiter iemand+met""",
    "review": """herbekijken herbekijk herbekijkt herbekeken heroverwegen heroverweging heroverweegt
        herbeoordeling herbeoordelen herbeoordeeld opnieuw+bekijken opnieuw+beoordelen opnieuw+bekijkt
        opnieuw+beoordeelt opnieuw+te+bekijken kijkt kijken nakijken nakijkt naar+kijkt naar+kijken
        nagekeken bekijken bekijkt bekeken beoordelen beoordeelt beoordeeld herzien herziening herziet
        tussenkomst nagaan nagaat toetsen toetst controleren controleert controle overdoen
        overgedaan onderzoeken onderzoekt toelichten herrekenen herberekenen spreken
        opnieuw+beoordeeld doorgelicht beslist beslissen beslissing+neemt zich+buigt zich+over""",
    "explain": """gemaakt+wordt hoe+kan+dat wat+weegt vanwaar+die berekend+en waarvan
        uitleg uitleggen leg~uit verklaring verklaar verklaren toelichting logica criteria
        parameters redenering waarom hoe+komt tot+stand hoe+werkt op+basis+van+wat waarop gebaseerd
        berekend+wordt begrijpen reden welke+factoren factoren wegen meetelt meetellen
        waarop+baseert motivering hoe+bepaalt""",
    "contest": """betwist betwisten niet+akkoord niet+eens oneens bezwaar aanvechten vecht~aan
        pik+het+nie pik+het+niet neem+ik+geen+genoegen standpunt mening protest weiger accepteer+niet
        aanvaard+niet verzet eis ik+wil+niet+dat niet+onderworpen klopt+niet onaanvaardbaar
        niet+alleen+door niet+enkel+door niet+uitsluitend""",
    "art22": """artikel+22 art+22 geautomatiseerde+besluitvorming geautomatiseerde+beslissing
        geautomatiseerd+besluit automatische+beslissing geautomatiseerde+individuele
        uitsluitend+geautomatiseerd louter+geautomatiseerd""",
    # === SAFEGUARDS === #
    "guarantee": """contract contractueel contracten regime dekt gedekt dichtgetimmerd veilig+geregeld steunt+die+doorgifte doorgifte
        garantie garanties waarborg waarborgen clausule clausules modelclausules scc sccs bcr
        modelcontract modelcontracten bedrijfsvoorschriften adequaatheidsbesluit bescherming beschermd
        beschermt maatregelen afspraken rechtsgrond+voor+de+doorgifte mechanisme instrument
        privacy+shield data+privacy+framework contractbepalingen contractuele+bepalingen
        juridisch+geregeld afgedekt doorgiftebeoordeling tia passende verdrag kader juridische+basis
        overeenkomst+met beveiligd veilig""",
    "abroad": COUNTRIES,
    "strong_guarantee": """modelcontracten modelclausules standaardcontractbepalingen
        standaardbepalingen contractuele+modelbepalingen bindende+bedrijfsvoorschriften passende+waarborgen
        passende+garanties sccs scc bcr adequaatheidsbesluit artikel+46 art+46 standaardclausules
        typecontracten doorgifte+beoordeling""",
    # === ACCESS === #
    "know": """te+weten nagaan wil+zien opheldering
        weten vernemen vertel vertellen zeg+me zeg+mij laat+mij+weten laat+me+weten
        meedelen meedeelt mee+te+delen deel+mij+mee deelt+u+mij laten+weten te+weten nakijken
        nieuwsgierig benieuwd vraag+me+af uitleg leg+mij+uit achterhalen nagaan wetens opheldering
        opgeven geef+aan noem kijk+eens informatie+over uitleggen verklaren kennis+nemen
        kom+te+weten duidelijkheid geruststellen""",
    "ask_what": """welke wat waar+haalt waar+haal waar+komt waar+komen waarvandaan hoe+komt hoe+komen
        hoe+kennen hoe+weten hoe+weet vanwaar wie+heeft met+wie aan+wie met+welke voor+welke hoe+lang
        tot+wanneer van+wie staat+er staan+er zijn+er+bij of+u of+jullie of+ik hebt+u heeft+u
        hebben+jullie heb+je hebde hebt+ge bezit+u bewaart+u bewaren+jullie kent+u
        hoeveel+weet op+welke+manier sinds+wanneer wie+kan wie+allemaal wie+ziet wie+mag wie+gaf
        wanneer+heeft waarom+weet waarom+weten wie+van zijn+mijn zit+er""",
    "hold": """heeft hebt hebben heb bewaart bewaren bijhoudt bijhouden bezit weet weten opgeslagen
        opslaat opslaan verzameld verzamelt verzamelen genoteerd noteert noteerde staat staan zit
        zitten kent kennen geregistreerd gekregen kreeg krijgt verkregen gehaald haalt vandaan
        doorgegeven doorgespeeld gedeeld deelt delen verkocht verkoopt gebruikt gelekt bekend
        gegeven gaf+u gaf+jullie ingekeken ingezien inzag geopend bekeken opgesteld lek vastgelegd
        geschreven gezegd verwerkt bestaat beschikt bron herkomst aanwezig gemaakt bewaard
        opvraagt opgevraagd ontvangers houden+jullie ge+hebt hebde rondslingert opgenomen filmt
        gefilmd ziet+staan toegang liggen""",
    "source": """waar+haalt+u waar+haal+je waar+halen+jullie waar+hebt waar+heeft+u waar+hebben+jullie
        waar~vandaan waarvandaan vandaan+haalt vandaan+haalde vandaan+hebt vandaan+hebben
        vandaan+heeft hoe+komt+u+aan hoe+kom+je+aan hoe+komen+jullie+aan hoe+bent+u+aan
        hoe+zijn+jullie+aan hoe+komt+ge+aan aan+mijn+nummer aan+mijn+adres aan+mijn+mailadres
        aan+mijn+gegevens aan+mijn+naam van+wie+heeft van+wie+hebt van+wie+kreeg van+wie+hebben
        wie+gaf+u wie+gaf+jullie wie+heeft+u+mijn wie+heeft+jullie bron+van herkomst hoe+kennen+jullie
        hoe+kent+u hoe+weten+jullie hoe+weet+u hoe+wist+u vanwaar+hebt vanwaar+heeft via+wie
        waar+die+vandaan waar+dat+vandaan hoe+u+aan hoe+jullie+aan hoe+wisten+jullie eraan+komt
        eraan+komen eraan+gekomen aan+gekomen""",
    "who": """wie+heeft+mijn wie+heeft+er wie+kan+mijn wie+keek wie+heeft+toegang met+wie+deelt
        met+wie+u met+wie+jullie aan+wie+heeft aan+wie+hebt aan+wie+u aan+wie+jullie
        welke+partners welke+derden aan+wie+verkocht gedeeld+met verkocht+aan doorgegeven+aan
        wie+mijn wie+allemaal met+derden met+anderen ontvangers met+wie wie+er+in wie+bij+u""",
    "howlong": """hoe+lang+bewaart hoe+lang+bewaren hoe+lang+houdt hoe+lang+blijven hoe+lang+blijft
        hoe+lang+worden hoe+lang+wordt tot+wanneer bewaartermijn+van bewaartermijn+voor+mijn
        hoe+lang+u hoe+lang+jullie hoe+lang+mijn hoelang""",
    "copy": """kopie kopietje copy copie afschrift afschriften exemplaar duplicaat uittreksel overzicht
        overzichtje lijst+van+alles lijst+met+alles uitdraai print fotokopie kopieen inventaris""",
    "see": """printje doe+mij+eens opsturen doorgeven+wat terugzien nalezen afdrukken print te+zien horen+wat inzage+in noem+ze graag+mijn+dossier
        zien inzien inzage bekijken lezen inkijken in+te+zien in+te+kijken ontvangen ontvang krijgen
        krijg stuur sturen stuurt bezorg bezorgen bezorgt toon tonen toont geef geven verstrek
        verstrekken verstrekt overmaken mail+me mailen opsturen afhalen toesturen kijkje opvragen
        hebben+van luisteren beluisteren doormailen laat+zien laat~zien laten+zien
        te+ontvangen opvraag doorsturen leveren nalezen eens+lezen toezenden toegestuurd
        aanleveren inkijk inkijken te+lezen verschaffen meegeven meekrijgen printen""",
    "file": """dossier dossiers rapport rapporten verslag verslagen notities aantekeningen gegevens data
        informatie beelden camerabeelden opname opnames gesprekken evaluatie evaluaties resultaten
        profiel historiek mails e+mails berichten documenten fiche fiches foto fotos video
        personeelsdossier leerlingdossier uitslagen stukken formulier testresultaten scans
        bloeduitslagen persoonsgegevens opmerkingen beoordeling beoordelingen logboek scores cijfers
        chats gespreksnotities gespreksverslagen medisch+dossier patientendossier
        kredietdossier klantendossier klantdossier hersenscans gesprek zorgplan correspondentie
        fichebak kaart papieren loggegevens prikklokgegevens""",
    "these": "dat die deze dit",
    "am_i": """zit+ik+in zit+ik+bij of+zij+bij+u of+hij+bij+u geregistreerd+is geregistreerd+sta sta+ik+nog+in+uw nog+iets+van+mij wordt+mijn~bewaard
        of+ik+bij+jullie of+ik+bij+u sta+ik+bij sta+ik+in ben+ik+bij ben+ik+bekend of+u+mij
        of+jullie+mij+kennen of+ik+in in+een+lijst+zit van+mij+bekend of+ik+nog of+u+iets
        of+jullie+iets of+er+iets of+er+nog""",
    "art15": """artikel+15 art+15 recht+op+inzage inzagerecht inzage+in inzageverzoek+in recht+van+inzage
        inzage+krijgen inzage+van""",
    "fileask": """mag+ik mogen+wij mogen+we krijg+ik zou+ik mag+k""",
    # === WRONG DATA === #
    "correct": """verbeter verbeteren verbeterd verbetering corrigeer corrigeren corrigeert gecorrigeerd
        correctie rectificeer rectificeren rectificatie wijzig wijzigen wijzigt gewijzigd wijziging
        pas~aan past~aan aanpassen aan+te+passen aangepast aanpassing verander veranderen verandert
        veranderd rechtzetten recht+te+zetten zet~recht rechtgezet bijwerken bij+te+werken werk~bij
        bijgewerkt actualiseer actualiseren update updaten geupdatet vervang vervangen vervangt
        aanvullen aan+te+vullen vul~aan aangevuld vervolledigen vervolledig toevoegen
        toe+te+voegen toegevoegd voeg~toe herstel herstellen herstelt hersteld
        omzetten noteer noteren verwerk+mijn+nieuwe fix fixen doorvoeren""",
    "datum": """functietitel bedrijfsadres meisje leeftijdsklasse sekse geboorteplaats klantgegevens kadastraal
        naam voornaam achternaam familienaam adres nummer gsm+nummer telefoonnummer huisnummer
        geboortedatum geboortejaar postcode iban rekeningnummer mail mailadres e+mailadres geslacht
        taal nationaliteit diploma beroep functie inkomen ancienniteit startdatum burgerlijke+staat
        bloedgroep straat bus woonplaats gemeente fiche dossier profiel gegevens register bestand
        bestanden rijksregisternummer systeem database databank contract loonbrief app cv+profiel
        website vermelding aantekening allergie verslag ledenlijst personeelssysteem account
        gewicht contactpersoon werkgever stamboom aanspreking aanhef titel leeftijd schuld
        schuldbedrag score handtekening foto naamplaatje contactgegevens medicatie
        diagnose registratie inschrijving initialen tussenvoegsel btw+nummer""",
    "wrong": """fout foute fouten verkeerd verkeerde onjuist onjuiste klopt+niet kloppen+niet niet+juist
        niet+correct incorrect incorrecte verouderd verouderde achterhaald achterhaalde onvolledig
        onvolledige ontbreekt ontbreken mist vergissing verwisseld omgedraaid spelfout
        schrijffout typfout tikfout niet+up+to+date gedateerd niet+waar klopt+niets klopt+nie
        foutief foutieve mis geen+kloppend niet+meer+juist niet+meer+actueel klopt+geen
        ten+onrechte abusievelijk nog+steeds+op+het+oude nog+altijd+op+het+oude verhaspeld
        verkeerdelijk niet+de+mijne is+niet+mijn niet+mijn bestaat+niet+meer""",
    "old": "oud oude vroeger vroegere voormalig",
    "moved": """is+vernieuwd heet+ik+nu sinds+mijn+huwelijk voortaan+heet moet+voortaan het+nieuwe+staat regelt+tegenwoordig haar+nummer+staat
        ben+verhuisd zijn+verhuisd verhuisd+naar ik+verhuis nieuw+adres nieuwe+adres nieuw+nummer
        nieuw+mailadres nieuw+e+mailadres nieuwe+naam nieuw+rekeningnummer nieuwe+rekening
        adreswijziging adreswissel naamswijziging ander+nummer nieuwe+sim heet+tegenwoordig
        heet+nu heet+voortaan heet+niet+meer heet+intussen woon+nu woon+sinds woon+niet+meer
        wonen+nu wonen+sinds woon+intussen woon+inmiddels nieuwe+gegevens mijn+meisjesnaam hertrouwd weduwe weduwnaar nummer+is+veranderd nummer+veranderd
        is+officieel+gewijzigd nieuwe+contactgegevens voortaan+te+bereiken bereikbaar+op
        gewijzigde nieuw+telefoonnummer nieuwe+achternaam nieuw+huisnummer wijziging+doorgeven
        adres+is+veranderd adres+wordt ons+nieuwe mijn+nieuwe+adres mijn+nieuwe+nummer
        mijn+nieuwe+mail""",
    "called": """heet noemt schrijf+je spel+je schrijf+je+met is+met+een met+dubbele met+een+k met+een+c
        met+een+d ik+ben+geboren geboren+in geboren+op het+moet+zijn moet+zijn het+is+namelijk
        staat+vermeld sta+vermeld sta+ik vermeldt vermeld+als staat+dat staat+er sta+geregistreerd
        geregistreerd+als ingeschreven+als""",
    "fix": """rechtgezet+worden recht+gezet overeenstemt zou+dat~goed te+vermelden doe+gij+da+eens vermeld+dat goed+kunnen
        verbeter corrigeer rectificeer pas+dat+aan pas+het+aan pas+dit+aan pas+aan zet+dat+recht
        zet+het+recht recht+te+zetten rechtzetten verbeteren corrigeren aanpassen aan+te+passen
        aangepast verbeterd gecorrigeerd rechtgezet rectificatie correctie verbetering aanpassing
        aan+te+vullen aanvullen vervolledigen bij+te+werken bijwerken wijzigen te+wijzigen verander+dat
        verander+het veranderen rechtzetting herstel+dat fix+dat doe+gij+da+eens vul~aan
        rectificeren aangevuld""",
    "instead": """en+niet maar+niet in+plaats+van niet+maar ipv niet~maar geen~maar terwijl+ik
        in+werkelijkheid tis niet+zoals maar+dat+is dat+heb+ik+wel""",
    "art16": "artikel+16 art+16 recht+op+rectificatie recht+op+verbetering",
    "orderstuff": """factuur+aan pakket offerte pagina+ menu catalogus+staat stoel trapleuning
        uitnodiging+staat tekst+van dia slide affiche folder+staat prijslijst levering creditnota
        bestelbon bestelling handleiding uurrooster notulen""",
    "broken": """werkt+niet doet+het+niet foutmelding kapot 404 laadt+niet hapert lukt+niet
        werkt+nooit""",
    "clitic": """het die dat dit deze ze hem haar alles dees da t allemaal hen""",
    "be": """bestaat staat""",
}
