"""Dutch words, by what they mean; the spelling of a row is told in :mod:`..wording`."""

#: short words that give the language away
COMMON = """de het een en van ik mijn u dat niet met voor graag alle heb jullie uw is op te aub om
mij me je wij ons die er aan gelieve kunt kan wil zou beste geachte groeten hierbij deze als bij"""
#: words that join clauses
AND, OR, BUT = "en", "of noch", "maar doch echter wel"
#: words that begin a clause: wherever they stand, before a subject (:data:`FOLLOW`), after a
#: comma; verbs that begin a supposition
THAT, BECAUSE, ASIDE = "", "omdat want aangezien doordat hoewel zodat", ""
THAT_BEFORE, BECAUSE_BEFORE = "dat", "daar terwijl dus"
RELATIVES, INFINITIVES = "die dat", "om"
SUPPOSING = "mocht mochten"
#: words that begin what a clause says of somebody
FOLLOW = "u ik jullie je wij we mijn de het er al alle mij me ze uw dit men hij zij onze deze mn"
#: words after which "request" is a noun
DETERMINERS = "een de het mijn uw jullie dit dat onze haar"
#: endings of words that mean data
ENDINGS = "gegevens dossier account"
#: words before an order
SKIP = """hey hoi dag goeiedag goedendag dus dan ook nu eens maar daarna vervolgens eerst ja nee ok
hallo beste en even gewoon"""
#: {meaning: words}
MEANINGS = {
    # how something is said
    "neg": """in+plaats+van niet geen niets nooit niks noch zonder geenszins nergens niemand
        in+geen+geval hoeft+niet niets+meer das+toch+niet is+toch+niet kan+toch+niet ni nie""",
    "nomore": """niet+meer niet+langer geen~meer niets+meer nooit+meer niet~meer genoeg+van ni+meer
        nie+meer""",
    "notonly": "niet+alleen niet+enkel niet+slechts",
    "please": """vergeet+niet niet+vergeten aarzel+niet zonder+uitstel zonder+onnodige+vertraging
        graag gelieve aub alsjeblieft alstublieft alsjeblief svp please hierbij meteen onmiddellijk
        asap bij+deze bedankt+om""",
    "polite": """zo+vriendelijk+zijn zo+goed+zijn kunt+u kan+u kan+je kun+je kunnen+jullie
        kan+jullie zou+u zou+je zouden+jullie wilt+u wil+u wil+je willen+jullie kunnen+we+vragen
        mag+ik+vragen mag+ik+u+vragen mag+ik+u+verzoeken is+het+mogelijk+om zou+het+mogelijk
        zorg+ervoor ervoor+zorgen kan+iemand het+is+de+bedoeling in+gebreke kunnen+u verzoek+tot
        vraag+tot doe+het+nodige het+nodige+doen zorg+er+voor kunt+ge kan+ge wilt+ge zoudt+ge kunde
        kunde+gij zoude zo+vriendelijk zo+goed+om beschouw+dit zou+iemand""",
    "want": """verlangen wensten zou+willen had+graag verkies wil willen wilde wens wensen wenst
        zou+graag wou sta+erop eis eisen verlang verwacht wilt liever sta+op+de+volledige
        sta+op+volledige sta+op+de+onmiddellijke""",
    "ask": """verzocht dring+aan verzoeke sommeert claim vraag vragen gevraagd verzoek verzoeken
        vroeg eis eisen beroep oefen oefenen uitoefenen roep+in sommeer sommeren stel stellen
        doe""",
    "must": "u+kan u+kunt moet moeten dient dienen mag mogen hoort horen behoort moogt",
    "modal": "zou zouden kunt kan kunnen mag mogen kon",
    "can_i": "kan+ik kunnen+wij mag+ik heb+ik+het+recht ik+kan ik+mag ik+kon moet+ik",
    "i": "ik wij we k",
    "you": "u jullie je jij ge gij zij hij ze men",
    "it": "het dit ze die dat",
    "client": "client cliente",
    "direct": "mij me",
    "wh": "hoe wat wanneer waarom wie welke welk waar waarvoor hoelang vanwaar",
    "if": "als indien wanneer mocht tenzij ingeval zodra",
    "before": "voordat vooraleer alvorens voor+u nadat tot eer totdat na",
    "thanks": """dankbaar op+prijs bedankt dank dankjewel dankuwel merci danku fijn blij top
        apprecieren waarderen""",
    "advance": "alvast bij+voorbaat",
    "know": """wist+u+dat ik+wist wist+je wist+niet wist+ik zeggen meedelen formulier procedure
        vertellen laten+weten weten bevestig* bewijs of+u+mijn of+jullie uitleggen betekent beleid
        attest begrijpen""",
    "still": "nog steeds altijd ondanks eindelijk",
    "have": "heb hebt heeft hebben had hadden is zijn werd werden was waren ben",
    "threat": """klacht+indienen juridische klacht klachten gba gegevensbeschermingsautoriteit
        autoriteit advocaat rechter rechtbank ap boete stappen""",
    "request_noun": "verzoek vraag aanvraag aanmaning",
    "ignore": "negeer negeren annuleer annuleren vergeet+mijn+verzoek ongedaan",
    "recant": """van+gedacht+veranderd van+gedachten+veranderd van+mening+veranderd mij+bedacht
        me+bedacht toch+niet heroverwogen ons+bedacht zie+ervan+af""",
    "against": "tegen bezwaar verhinderen vermijden stop stoppen verzet",
    # what it is about
    "data": """gegeven klantfiche fiche klantaccount lidmaatschap inschrijvingsgegevens
        beeldmateriaal filmpje video opnames camerabeelden medisch+dossier documenten historiek
        geschiedenis registratie persoonlijke+info gegevens persoonsgegevens data info informatie
        dossier dossiers account acount profiel profil bestanden foto fotos foto+s cv sollicitatie
        sollicitatiegegevens alles klantgegevens personeelsdossier iets persoonlijke+gegevens
        gegevns gegvens accounts contactgegevens account+gegevens kandidatuur klantendossier
        stukken notas notities contacten paspoort scan identiteitskaart rijbewijs""",
    "datum": """familienaam roepnaam geboorteplaats woonadres thuisadres gsm+nummer mobiel
        emailadressen nationaliteit burgerlijke+staat rijksregisternummer adresgegevens leveradres
        facturatieadres emailadres* iban geboortejaar adres naam achternaam voornaam geboortedatum
        telefoonnummer telnr gsm gsmnummer nummer mailadres emailadres e+mailadres e+mail+adres
        postcode rekeningnummer huisnummer woonplaats geslacht email+adres mail+adres straat""",
    "me": "mij mijn me mn m mezelf ons onze haar zijn hem hun client cliente wij mijne",
    "all": "alle alles",
    "about_me": "over+mij over+me over+ons van+mij+hebben mij+betreffende",
    "hold_about": """over+mij van+mij over+ons van+ons mijn+gegevens mijn+persoonsgegevens
        mijn+dossier mijn+data over+me van+me mij+betreffende mijn+info aangaande+mij""",
    "system": """system archief archieven servers server lijsten+en+systemen systeem database
        bestand systemen databank databestand crm databanken""",
    "message": """mail mails e+mail e+mails bericht berichten email emails brief brieven bijlage
        sms smsen reactie berichtje""",
    "list": """mailinglijst* nieuwsbrief* mailinglist* verzendlijst* bellijst* adressenlijst*
        emaillijst abonnement+op+de nieuwsbrief nieuwsbrieven mailinglijst mailinglist lijst
        lijsten verzendlijst mailing mailings bellijst adreslijst newsletter reclamelijst
        marketinglijst klantenlijst""",
    "marketing": """reclame* nieuwsbrief* promotie* aanbieding* marketing* advertent* commercieel
        ongewenste acties reclame reclames reclamemails marketing promo promoties promotie spam
        nieuwsbrief nieuwsbrieven aanbiedingen advertentie* commerciele direct+marketing
        reclamemail folders mailing mailings publiciteit newsletter brochure* catalog* folder*""",
    "order": """factuur facturen boete bestelling contract prijs betaling aanmaning pakje levering
        beslissing+van+het+bestuur belasting aanslag rekening beschikking vergunning bouwaanvraag
        goederen betalen""",
    "login": "wachtwoord inloggen aanmelden login portaal paswoord inlog",
    "provider": """aanbieders leveranciers dienstverleners telecomoperator energieleverancier
        leverancier aanbieder dienstverlener provider verzekeraar bank verwerkingsverantwoordelijke
        concurrent operator andere+app andere+dienst""",
    "format": "bestandsvorm leesbaar csv json xml excel formaat bestandsformaat",
    "old": "oud oude vorig vorige verkeerd verkeerde fout foute foutief",
    "newer": """nieuw+adres nieuwe+adres nieuw+nummer nieuwe+nummer nieuw+telefoonnummer
        nieuw+mailadres nieuwe+naam nieuw+e+mailadres""",
    "consent": "goedkeuring machtiging toestemming instemming akkoord",
    "lawsuit": "rechtszaak rechtbank procedure proces advocaat geding rechtsvordering",
    "outside": "doorgifte buiten vs usa derde+landen eer",
    "human": "medewerker mensen echte+persoon mens menselijke menselijk persoon iemand",
    "decision": """besluit besluiten besluitvorming beslissing beslist beslissingen afgewezen
        geweigerd afgekeurd afwijzing weigering""",
    # what is done with it
    "restore": "terug herstel herstellen terugzetten terugkrijgen",
    "from": "van uit",
    "would_be": "zou is",
    "self": "zelf",
    "changed": "veranderd gewijzigd gewisseld",
    "away": "af uit weg eraf",
    "erase": """verwijderd+u vernietigd+u weg+te+doen delete deleten wegsmijten elimineren
        weg+te+halen wis wist wissen verwijder verwijderen verwijdert vernietig vernietigen
        vernietigt schrap schrappen schrapt gooi~weg weggooien wegdoen uitwissen doe~weg wegwerken
        opkuisen smijt~weg smijten~weg gooien~weg gooit~weg smijt~buiten""",
    "erased": """gewist verwijderd vernietigd geschrapt verdwijnen verdwijnt weg uitgewist
        verdwenen weggegooid""",
    "erasure": "verwijdering wissing vernietiging gegevenswissing schrapping verwijderingsverzoek",
    "forget": """recht+op+vergetelheid vergeten+worden vergeten+te+worden vergeet+mij
        recht+op+gegevenswissing recht+op+wissing recht+op+verwijdering vergeet+me""",
    "remove": """halen+van te+halen haal~uit haal~weg haal~van halen~uit halen~weg halen~van
        haalt~uit uit~halen weghalen neem~uit neem~weg van~halen haal~eraf haalt~eraf""",
    "keep": """bewaren bewaar bewaart bijhouden bijhoudt houden opslaan houdt~bij hou~bij
        bijgehouden opgeslagen bewaard""",
    "use": """gebruikt+worden inzetten gebruik gebruiken gebruikt verwerk verwerken verwerkt
        verwerking gebruik+van verkopen door+te+verkopen doorverkopen doorverkoopt verkoopt
        doorverkoop""",
    "send": """toestuurt mailt mail+me mail+mij mailen+naar verstuur versturen spammen spam+me
        toe+te+sturen door+te+sturen stuur sturen stuurt zenden zend toesturen doorsturen mailen
        toezenden""",
    "receive": "ontvangen ontvang krijgen krijg",
    "contact": """telefoneren telefoneer aanspreken benaderen contacteer contactname telefoontjes
        telefoontje telefoons belletjes oproepen bel bellen belt contacteren contacteert
        gecontacteerd opbellen contact gebeld lastigvallen lastig""",
    "stop": """kap+met stopte ermee+op stop stoppen stopt hou+op ophouden houd+op staak staken
        stop+zetten stopzetten mee+op daarmee+op""",
    "until": "tot totdat zolang tijdelijk voorlopig intussen terwijl hangende",
    "unsub": """eraf+te+halen eraf+halen er+af+halen uitschrijf afmeld uitgeschreven+worden
        opzeggen+van+de+nieuwsbrief uitschrijving verlos+me+van uitschrijven uit+te+schrijven
        schrijf~uit uitgeschreven afmelden meld~af afgemeld afmelding uit+schrijven met+rust
        laat+me+gerust laat+mij+gerust laat+ons+gerust""",
    "object": """bezwaar verzet+aantekenen tegen+het+gebruik verzet+mij verzet+me verzet+tegen
        verzetten+tegen mij+verzetten me+verzetten mij~verzetten me~verzetten mij~verzet me~verzet
        verzetten~tegen verzet~tegen in+verzet""",
    "restrict": "beperk beperken beperking beperkt limiteren",
    "freeze": """geblokkeerd opgeschort bevriezing blokkering bevries bevriezen bevroren blokkeer
        blokkeren opschorten schort~op stop+te+zetten on+hold tijdelijk+stop op+te+schorten""",
    "portable": """gestructureerd gestructureerde overdraagbaarheid dataportabiliteit
        machineleesbaar machineleesbare portabel* machine+leesbaar gegevensoverdraagbaarheid
        leesbaar+formaat""",
    "transfer": """overmaken overzet overdraagt overhevelen door+te+geven geef~door overdragen
        overzetten meenemen doorgeven doorsturen overgedragen overdracht draag~over""",
    "export": "exporteer exporteren export downloaden uitvoer geexporteerd",
    "automated": """algoritmes algoritmisch ai automatische+beslissing kredietscore
        geautomatiseerde geautomatiseerd automatisch automatische algoritme profilering computer
        profiling robot machine scoring *algoritme *algoritmes""",
    "review": """herziet herzien opnieuw+bekijkt bekijkt controleert nakijken beoordelen
        tussenkomst kijkt kijken herbekijken bekijken beoordeling beoordeelt naar+kijkt nakijkt""",
    "agree": "akkoord instemmen stem+in",
    "withdraw": """intrek intrekt herroep* in+trekken terugnemen neem~terug terugtrekken trek~terug
        terug+te+trekken trek~in intrekken intrekking ingetrokken herroep herroepen trekken~in
        in+te+trekken vervalt kom+terug+op""",
    "safeguards": """modelcontract* modelcontractbepalingen standaardcontractbepalingen
        passende+waarborgen standaardbepalingen modelclausules scc""",
    "safeguard": "waarborgen garanties",
    "access": """toegang+tot+mijn+gegevens toegang+tot+mijn+persoonsgegevens recht+op+toegang
        inkijk inzagerechten toegang+tot+mijn+dossier inzage inzien inzagerecht inkijken
        inzageverzoek recht+van+inzage""",
    "copy": """lijst+van lijst+met kopij copy copie lijstje opsomming print kopie kopies kopieen
        afschrift overzicht uittreksel lijst+van+gegevens""",
    "see": """meegeven verschaffen opvragen inkijken tonen toesturen zien bezorg bezorgen geef
        geven toon laat+zien meedelen verstrek verstrekken""",
    "had": """doen doet hebben heeft hebt weten weet bijhouden bewaren bewaart houdt bewaar
        verwerken verwerkt verwerk houden bezit opgeslagen verzameld verzamelen staat staan""",
    "source": """gekomen aangekomen komen komt kom gekregen krijgen gehaald vandaan verkregen halen
        gekocht hebben heeft hebt gevonden kregen kreeg""",
    "share": """toegang gegeven delen deelt gedeeld doorgegeven verkocht verstrekt ontvangers
        verkopen doorgeeft""",
    "correct": """rechtzetting corrigeert verbeterd recht+zetten verbeter verbeteren verbetering
        corrigeer corrigeren rectific* rectif* rechtzetten recht+te+zetten verbetert zet~recht""",
    "change": """wijziging aanpassing vernieuwen actualiseren past~aan wijzigt veranderd+worden
        gewijzigd+worden bijgewerkt aanpassen pas~aan aan+te+passen wijzig wijzigen updaten update
        vervang vervangen veranderen verander bijwerken aangepast bij+te+werken""",
    "wrong": """typfout typo mis verkeert foutje fouten tikfout schrijffout spelfout
        niet+up+to+date fout foutief foute verkeerd verkeerde onjuist onjuiste verouderd verouderde
        vergissing incorrect onvolledig achterhaald ontbreekt""",
    "right": "juist juiste correct klopt kloppen goed",
    "moved": "verhuisd getrouwd heet~nu heet~terug heet~voortaan heet~opnieuw nu~heet heet~weer",
    "except": "behalve buiten uitgezonderd tenzij+om anders+dan",
    "asked": "gevraagd vroeg verzocht op+mijn+vraag op+mijn+verzoek",
    "fulfilled": "waarvoor+dank gebeurd gedaan uitgevoerd bedankt+daarvoor",
    "train": "trainen training getraind trainingsdata",
    "abroad": "buitenland",
    "should_be": "moet~zijn moet~worden moest~zijn hoort~zijn dient~zijn moet~luiden",
    "seen": "gekeken ingekeken bekeken geraadpleegd ingezien geopend",
    "then": "dan zou",
    "footage": "camerabeelden bewakingsbeelden beeldopnames",
    "mention": "voorkomt voorkom vermeld genoemd vermeldt",
    "renamed": "heet~meer",
    "origin": "bron herkomst",
    "facts": "informatie+over info+over",
    "spelt": "schreef schreven schrijft schrijven gespeld geschreven",
    "with": "met zonder",
    "acquaintance": "collega vriend vriendin buurman buurvrouw buur baas ex",
    "deadline": """tegen+maandag tegen+dinsdag tegen+woensdag tegen+donderdag tegen+vrijdag
        tegen+zaterdag tegen+zondag tegen+morgen tegen+eind tegen+het+einde tegen+volgende+week""",
}
#: long words in which a slip of a finger is seen
LONG = """verwijder verwijderen verwijderd gegevens persoonsgegevens account vernietigen
uitschrijven toestemming nieuwsbrief informatie inzage rectificatie bezwaar schrappen"""
