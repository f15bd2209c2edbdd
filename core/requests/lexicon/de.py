"""German words, by what they mean; the spelling of a row is told in :mod:`..wording`."""

#: short words that give the language away
COMMON = """der die das und ich sie meine bitte nicht mit fur ihre ein zu von dass mein meiner
meinen ihr ist im in den dem des auf hiermit guten tag hallo sehr geehrte haben uber mich mir wir
es eine einen ihnen gemass nach bei am aus mal was"""
#: words that join clauses
AND, OR, BUT = "und", "oder weder", "aber sondern jedoch doch"
#: words that begin a clause: wherever they stand, before a subject (:data:`FOLLOW`), after a
#: comma; verbs that begin a supposition
THAT, BECAUSE, ASIDE = "dass", "weil denn obwohl deshalb daher", ""
THAT_BEFORE, BECAUSE_BEFORE = "", "da wahrend damit"
RELATIVES, INFINITIVES = "die der das den", "um"
SUPPOSING = "sollte sollten"
#: words that begin what a clause says of somebody
FOLLOW = "sie ich wir mein meine meiner meinen der die das man es er ihr ihre alle alles du nichts"
#: words after which "request" is a noun
DETERMINERS = "ein eine einen der die das den dem mein meine meinem meinen ihr ihre ihrem dieser"
#: endings of words that mean data
ENDINGS = "daten akte konto unterlagen"
#: words before an order
SKIP = """hey moin servus also dann danach nun jetzt auch mal einfach ja nein ok hallo und zuerst
nur ganz"""
#: {meaning: words}
MEANINGS = {
    # how something is said
    "neg": """statt anstatt nicht kein keine keinen keiner keinem nichts nie niemals ohne weder
        keinesfalls auf+keinen+fall nirgends unterlassen nix nimmer ist+doch+nicht
        kann+doch+nicht""",
    "nomore": """nicht+mehr nicht+langer keine~mehr keinen~mehr kein~mehr nichts+mehr nie+wieder
        nicht~mehr nicht~langer genug+von nicht+weiter nimmer""",
    "notonly": "nicht+nur nicht+bloss",
    "please": """vergessen+sie+nicht nicht+vergessen vergiss+nicht zogern+sie+nicht
        ohne+schuldhaftes+zogern ohne+verzug bitte hiermit sofort umgehend unverzuglich dringend
        gerne gern bitten+um bitte+um""",
    "polite": """waren+sie+so wurden+sie+so konnen+sie konnten+sie wurden+sie kannst+du konntest+du
        konnt+ihr konntet+ihr wurdest+du darf+ich+sie+bitten ware+es+moglich ist+es+moglich
        sorgen+sie+dafur durfte+ich+sie+bitten wollen+sie+bitte fordere+ich+sie+auf fordere~auf
        fordern~auf sie+auf veranlassen+sie veranlasst bitte+veranlassen hatten+sie+die
        betrachten+sie""",
    "want": """wunsche+mir hoffe wunscht mochte+gern begehre mochte mochten will wollen wunsche
        wunschen hatte+gerne hatte+gern verlange verlangen wurde+gerne bestehe erwarte hatte~gern
        hatte~gerne lieber""",
    "ask": """ersuchen fordert verlange+von beanspruche mache+gebrauch erbitte bitte bitten gebeten
        verlange verlangen beantrage beantragen ersuche fordere fordern aufgefordert berufe ube
        mache verlangt""",
    "must": "sie+konnen mussen muss sollen sollten soll haben+zu durfen darf",
    "modal": "konnte konnten kann konnen darf durfen",
    "can_i": "kann+ich konnen+wir darf+ich habe+ich+das+recht ich+kann ich+konnte muss+ich",
    "i": "ich wir",
    "you": "sie du ihr er man",
    "it": "es sie diese deren dies ihn",
    "client": "mandant mandantin mandanten",
    "direct": "mich",
    "wh": "wie was wann warum wer welche welches welcher welchen woher wieso wo wen wem weshalb",
    "if": "wenn falls sofern sobald wann+immer",
    "before": "bevor ehe nachdem bis nach+der+loschung vor+der+loschung",
    "thanks": """dankbar verbunden danke dank vielen+dank froh schon+dass schatzen freuen freute
        begrussen""",
    "advance": "im+voraus im+vorhinein",
    "know": """sagen+sie sagen mitteilen mit+teilen formular verfahren teilen~mit wissen bestatig*
        nachweis ob erklaren bedeutet richtlinie bescheinigung beweis verstehen erfahren
        teile~mit""",
    "still": "noch immer trotz endlich",
    "have": "habe hast hat haben hatte hatten ist sind war waren wurde wurden worden habt bin",
    "threat": """anwaltlich rechtliche+schritte aufsichtsbehorden beschwerde beschwere aufsicht
        aufsichtsbehorde anwalt gericht klage datenschutzbehorde behorde busse""",
    "request_noun": "antrag bitte aufforderung gesuch ersuchen anfrage",
    "ignore": "ignorieren ignoriere storniere stornieren vergessen+sie+meine",
    "recant": "anders+uberlegt doch+nicht umentschieden umuberlegt nehme+davon+abstand",
    "against": "gegen widerspreche widerspruch verhindern vermeiden stoppen dagegen",
    # what it is about
    "data": """bildern bild videos video aufnahmen dokumente datei registrierung mitgliedschaft
        kundenakte personalakte spuren angaben historie verlauf stammdaten kontaktdaten
        bewerberdaten kundenprofile daten datenloschung datenloeschung kontoloschung kontos info
        infos informationen information akte akten konto account profil unterlagen bewerbung
        bewerbungsunterlagen foto fotos lebenslauf alles kundendaten kundenkonto datensatz
        datensatze personenbezogenen nichts accounts dateien kundenprofil bilder personenbezogene
        notizen aufzeichnungen kontakten kontakte reisepass ausweis scan passes""",
    "datum": """familienname familiennamen vornamen geburtsort handy mobilnummer postanschrift
        wohnadresse rechnungsadresse lieferadresse bankverbindung staatsangehorigkeit titel
        familienstand plz telefonnummern adresse anschrift name namen nachname nachnamen vorname
        geburtsdatum telefonnummer nummer mailadresse e+mail+adresse emailadresse postleitzahl
        kontonummer hausnummer handynummer iban wohnort mail+adresse geschlecht""",
    "me": """mich mein meine meiner meinen meinem meines mir uns unser unsere ihre ihren seiner
        seine mandant mandantin mandanten deren""",
    "all": "samtliche alles alle allem allen",
    "about_me": "uber+mich zu+meiner+person uber+uns",
    "hold_about": """uber+mich von+mir zu+mir meine+daten uber+uns meiner+daten zu+meiner+person
        meine+personenbezogenen meine+akte meiner+person meiner+personenbezogenen""",
    "system": """system servern server archiv archiven systems computern karteien datenbank
        datenbanken systeme systemen bestand crm kartei datenbestand datenbestanden""",
    "message": """mail mails e+mail e+mails nachricht nachrichten brief briefe anhang email emails
        sms anruf schreiben post""",
    "list": """newsletter* verteiler* mailingliste* adressliste* mailliste e+mail+liste
        e+mail+verteiler kontaktliste newsletter newslettern verteiler mailingliste mailverteiler
        liste adressliste mailing mailings verteilerliste anrufliste werbeliste*
        werbeverteiler*""",
    "marketing": """werbe* werbung* newsletter* promo* angebot* marketing* unerwunschte reklame*
        werbung marketing newsletter spam angebote werbemails werbezwecken promo direktwerbung
        rundmail reklame mailings prospekt* katalog* flyer*""",
    "order": """rechnung rechnungen bestellung vertrag kaufvertrag mahnung bescheid preis zahlung
        lieferung paket bussgeld bussgeldbescheid kundigung kauf mietvertrag strafzettel beschluss
        ware bezahlen""",
    "login": "passwort einloggen anmelden login portal zugangsdaten kennwort",
    "provider": """anbietern versicherung versorger neuen+anbieter anbieter dienstleister
        versicherer bank verantwortlichen konkurrent betreiber anderen+app andere+app
        anderen+dienst""",
    "format": "lesbaren nutzbaren lesbar csv json xml excel format",
    "old": "alte alten altes fruhere falsche falschen ehemalige",
    "newer": """neue+adresse neue+anschrift neue+nummer neue+telefonnummer neue+mailadresse
        neuer+name""",
    "consent": "genehmigung einwilligungen einwilligung zustimmung einverstandnis erlaubnis",
    "lawsuit": "gericht anwalt prozess klage rechtsstreit verfahren rechtsanspruche",
    "outside": "ubermittlung usa drittland drittlander ausserhalb",
    "human": """sachbearbeiter mitarbeiterin menschliche mensch menschen menschlich* person
        mitarbeiter jemand""",
    "decision": """entscheidung entscheidungen ablehnung abgelehnt entschieden abgewiesen
        verweigert""",
    # what is done with it
    "restore": "zuruck wiederherstellen wieder",
    "from": "von aus vom",
    "would_be": "ware ist",
    "self": "selbst selber",
    "changed": "geandert verandert",
    "away": "raus runter weg heraus",
    "erase": """loschet wegwerfen werfen~weg vernichtung+von beseitigen eliminieren tilgen losche
        loschen loscht losch loesche loeschen loescht vernichten vernichte vernichtet entsorgen
        loschst loesch ausradieren entferne~ganz loschts loeschts schmeiss~weg schmeissen~weg
        schmeisst~weg haut~raus""",
    "erased": """geloscht geloescht vernichtet verschwindet verschwinden entfernt weg gelosht
        verschwunden""",
    "erasure": """loschung loeschung datenloschung vernichtung loschantrag datenloeschung
        kontoloschung entfernung""",
    "forget": """recht+auf+vergessenwerden recht+auf+loschung vergessenwerden vergessen+sie+mich
        vergessen+zu+werden recht+auf+loeschung""",
    "remove": """genommen gestrichen ausgetragen entfernen entferne entfernt nehmen~aus nehmen~raus
        nehmt~aus streichen streiche nimm~aus nehme~aus streicht streich nehmen~von nehmt~von
        nimm~von nehmen~runter nehmt~runter nimm~runter""",
    "keep": """speichern speichert aufbewahren aufbewahrt behalten gespeichert bewahren speicherung
        aufbewahrung behaltet""",
    "use": """genutzt verwendet+werden verwenden verwendet nutzen nutzt verarbeiten verarbeitet
        verarbeitung nutzung verwendung verkaufen nutze gebrauchen trainieren""",
    "send": """schreibt zuschickt zusendet mailen mailt spammen zu+senden zu+schicken ubersendet
        senden sendet schicken schickt zusenden zuschicken ubersenden schreiben schicke""",
    "receive": "erhalten bekommen empfangen kriegen bekomme",
    "contact": """anschreiben kontaktieren+sie belastigt anzurufen zu+kontaktieren telefonisch
        anrufen kontaktieren kontaktiert kontakt anruf anrufe rufen~an ruft~an angerufen belastigen
        kontaktaufnahme kontaktiere""",
    "stop": """aufhort schluss+mit lassen+sie stoppe stoppt stoppen stopp stop horen~auf hort~auf
        aufhoren beenden unterlassen einstellen schluss stellen~ein""",
    "until": "bis solange vorlaufig vorubergehend einstweilen wahrend zunachst",
    "unsub": """abgemeldet+werden abbestelle kundige+den+newsletter abzumelden auszutragen
        trage~aus abmelden melden~ab melde~ab abbestellen abbestellung abmeldung austragen
        tragen~aus bestelle~ab in+ruhe abgemeldet meldet~ab""",
    "object": "widerspreche widerspruch widersprechen widerspricht",
    "restrict": "einschrankung einschranken schranken~ein beschranken beschrankung eingeschrankt",
    "freeze": """eingefroren gesperrt gesperrt+werden einzufrieren auf+eis sperren sperre sperrung
        sperrt einfrieren aussetzen frieren~ein blockieren setzen~aus setzt~aus auszusetzen
        aussetzung ausgesetzt""",
    "portable": """strukturierten strukturiertem strukturiertes datenubertragbarkeit
        ubertragbarkeit maschinenlesbar* datenportabilitat strukturierten+format portablen+format
        portables+format""",
    "transfer": """umziehen weiterleiten ubergeben uberspielen ubertragen ubertragt mitnehmen
        ubermitteln weitergeben uberfuhren""",
    "export": "exportieren export herunterladen exportiere ausgeben exportiert",
    "automated": """algorithmen ki kunstliche maschinell score schufa automatisiert* automatisch*
        profiling algorithmus computer scoring maschine roboter *algorithmus *algorithmen""",
    "review": """anschauen anschaut kontrolliert kontrollieren uberpruf* eingriff nachpruft pruft
        prufen uberpruft uberprufen uberprufung eingreifen ansieht prufung""",
    "agree": "stimme~zu einverstanden zustimmen stimme+zu",
    "withdraw": """widerrufen+wird zuruckgezogen zuruckgenommen widerrufen+hiermit ziehen~zuruck
        widerrufe widerruf widerrufen ziehe~zuruck zurckziehen zuruckziehen zurucknehmen
        nehme~zuruck widerruft""",
    "safeguards": """standardvertragsklauseln geeignete+garantien geeigneten+garantien
        standarddatenschutzklauseln""",
    "safeguard": "garantien garantie",
    "access": """auskunfte einsichtnahme auskunftsanfrage auskunftsantrag zugang+zu+meinen+daten
        auskunft auskunftsersuchen datenauskunft auskunftsrecht einsicht einsehen akteneinsicht
        auskunftsanspruch selbstauskunft""",
    "copy": """liste+aller liste+der liste+von liste+mit datenkopie verzeichnis aufstellung+aller
        abschriften kopie kopien ubersicht auszug aufstellung abschrift""",
    "see": """herausgabe vorlegen zukommen offenlegen mit+zu+teilen aushandigen ubermitteln+sie+mir
        zeigen zeigt geben gebt sehen mitteilen mitzuteilen nennen ubersenden herausgeben teilen""",
    "had": """machen macht haben habt wissen wisst speichern gespeichert verarbeiten verarbeitet
        erhoben besitzen hast liegen steht stehen hat""",
    "source": """haben habt bekommen erhalten stammen hast kommt kommen gekauft gekommen
        rangekommen gelangt gekriegt""",
    "share": """zugriff zugang gegeben weitergegeben geteilt ubermittelt weitergeben empfanger
        verkauft teilen weitergeleitet geben~weiter gebt~weiter weitergereicht""",
    "correct": """richtig+stellen zu+berichtigen verbessert korrigieren+sie korrigieren korrigiere
        korrektur berichtig* verbessern korrigiert richtigstellen""",
    "change": """anderung aktualisiert umandern zu+andern andert tauschen andern andere+meine
        andere+bitte aktualisieren aktualisiere ersetzen ersetze anpassen aendern abandern
        passen~an geandert""",
    "wrong": """fehlerhafte tippfehler schreibfehler verkehrt inkorrekt ungenau veraltete falsches
        falschem uberholt falsch falsche falschen falscher fehler veraltet fehlerhaft unrichtig*
        unvollstandig fehlt""",
    "right": "richtig korrekt aktuell stimmt stimmen",
    "moved": """umgezogen wohne+jetzt geheiratet heisse+jetzt heisse~jetzt heisse~wieder heisse~nun
        jetzt~heisse heisse~nunmehr""",
    "except": "ausser abgesehen+von anders+als",
    "asked": "gebeten bat aufgefordert beantragt auf+meinen+wunsch",
    "fulfilled": "dank+dafur danke+dafur erledigt geschehen gemacht",
    "train": "trainieren training trainings trainiert",
    "abroad": "ausland",
    "should_be": """muss~sein sollte~sein musste~sein muss~lauten musste~lauten sollte~lauten
        muss~heissen musste~heissen""",
    "seen": "geschaut angeschaut angesehen eingesehen gesehen geoffnet",
    "then": "konnte konnten wurde wurden ware waren hatte hatten musste dann so",
    "footage": "kamerabilder kameraaufnahmen videoaufnahmen kamerabildern",
    "mention": "vorkommt vorkomme erwahnt genannt",
    "renamed": "heisse~mehr",
    "origin": "quelle herkunft",
    "facts": "information+uber informationen+uber infos+uber",
    "spelt": "geschrieben schrieben schreiben",
    "with": "mit ohne",
    "acquaintance": "kollege kollegin freund freundin nachbar nachbarin chef ex",
}
#: long words in which a slip of a finger is seen
LONG = """loschen loschung geloscht daten personenbezogenen einwilligung widerspruch newsletter
auskunft vernichten abmelden entfernen berichtigung widerrufe"""
