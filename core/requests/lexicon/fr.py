"""French words, by what they mean; the spelling of a row is told in :mod:`..wording`."""

#: short words that give the language away
COMMON = """le la les de des et je vous mes que pour pas une vos dans mon ma votre un du au est sur
ne me ce il qu d l j n s m sont avez ai suis bonjour merci madame monsieur cordialement svp avec"""
#: words that join clauses
AND, OR, BUT = "et puis", "ou ni", "mais cependant toutefois"
#: words that begin a clause: wherever they stand, before a subject (:data:`FOLLOW`), after a
#: comma; verbs that begin a supposition
THAT, BECAUSE, ASIDE = "que qu", "parce car puisque", "qui dont"
THAT_BEFORE, BECAUSE_BEFORE = "", "comme alors"
RELATIVES, INFINITIVES = "", "de d a afin pour"
SUPPOSING = ""
#: words that begin what a clause says of somebody
FOLLOW = """que vous je j nous il elle mes mon ma vos votre le la les l tout toutes ce on ils rien
cela"""
#: words after which "request" is a noun
DETERMINERS = "mon son une la ma votre notre cette de sa toute"
#: endings of words that mean data
ENDINGS = ""
#: words before an order
SKIP = "salut donc alors puis ensuite aussi d abord maintenant oui non ok bonjour et simplement me"
#: {meaning: words}
MEANINGS = {
    # how something is said
    "neg": """personne+ne que+personne plutot+que au+lieu pas rien jamais aucun aucune ni sans non
        nullement surtout+pas en+aucun+cas ne~plus n~plus pas+besoin refuse+que""",
    "nomore": """ne~plus n~plus plus+de plus+d plus+jamais plus+aucun plus+aucune ne+plus
        n+est+plus assez+de marre+de""",
    "notonly": "pas+seulement pas+uniquement non+seulement pas+que",
    "please": """tout+de+suite dans+les+plus+brefs+delais n+oubliez+pas ne+pas+oublier n+oublie+pas
        n+hesitez+pas sans+delai sans+tarder sans+attendre veuillez svp s+il+vous+plait
        s+il+te+plait stp merci+de merci+d priere+de immediatement par+la+presente je+vous+prie
        d+urgence merci+bien+vouloir""",
    "polite": """veillez+a veiller+a amabilite gentillesse saurais+gre de+bien+vouloir pouvez+vous
        pourriez+vous peux+tu pourrais+tu voulez+vous voudriez+vous est+il+possible+de
        serait+il+possible+de vous+serait+il+possible puis+je+vous+demander pourriez+vous+faire
        est+ce+possible+de il+faut+que auriez+vous vous+pouvez+svp faites+le+necessaire
        faire+le+necessaire faites+en+sorte faire+en+sorte quelqu+un+peut+il quelqu+un+peut
        quelqu+un+pourrait""",
    "want": """souhaitais aimerions exigerais requiers tiendrais espere veux voudrais voudrai
        souhaite souhaiterais souhaitons desire desirons voulons aimerais exige exigeons veut
        aimerai tiens+a voudrions refuse prefererais prefere prefererions apprecierais
        attends+de+vous attendons+de+vous ne+voulais confirme+vouloir insiste insistons""",
    "ask": """sollicite solliciter reclamons adresse+la+presente enjoins demande demandons
        demandais demander prie prions exerce exercer exercons invoque mets mettons requiers
        reclame demandee somme demanderais demanderai demanderions""",
    "must": "vous+pouvez devez doit doivent faut dois tu+peux",
    "modal": "pourrait pourraient peut peuvent pouvons peux",
    "can_i": """puis+je pouvons+nous ai+je+le+droit est+ce+que+je+peux je+peux je+pourrais
        ai+je+droit dois+je""",
    "i": "je j nous",
    "you": "vous tu il elle ils elles on",
    "it": "la les le l celles celui tout+cela leur",
    "client": "client cliente",
    "direct": "m moi me",
    "wh": """d+ou par+ou qui comment quand quoi quel quelle quels quelles combien pourquoi ou+est
        que+se qu+est qu+arrive que+savez que+faites quid ou+avez ou+as lesquels lesquelles lequel
        laquelle ou+sont""",
    "if": "si s+il lorsque quand dans+le+cas au+cas si+jamais",
    "before": "avant apres une+fois",
    "thanks": """reconnaissant reconnaissante apprecierais merci+pour merci+d+avoir remercie
        merci+beaucoup+pour content ravi merci+de+m+avoir""",
    "advance": "d+avance par+avance",
    "know": """dites dis dire connaitre formulaire procedure savoir confirm* preuve expliquer
        signifie veut+dire politique attestation comprendre certifi*""",
    "still": "toujours encore malgre enfin",
    "have": """ai as n+a il+a on+a a+ete elle+a avons avez ont avait aviez est sont ete etait
        etaient avais fut avoir+ete""",
    "threat": """cnpd avocats plaintes plainte apd autorite cnil avocat tribunal saisirai justice
        amende porter+plainte saisir""",
    "request_noun": "demande requete",
    "ignore": "ignorez ignorer annulez annuler",
    "recant": """change+d+avis finalement+non finalement+pas reconsidere reflexion+faite
        renonce+a+ma""",
    "against": "contre oppose opposition empecher eviter arreter arretez",
    # what it is about
    "data": """photographies videos video images image enregistrements inscription historique
        fiche+client trace traces personnelles archives donnees donnee infos info informations
        information dossier dossiers compte profil fichier fichiers photo photos cv candidature
        tout rien coordonnees donees renseignements documents donnes comptes notes contacts
        passeport carte+d+identite permis+de+conduire""",
    "datum": """nom+de+famille prenoms lieu+de+naissance gsm mobile adresses numeros nationalite
        adresse+postale etat+civil orthographe adresse+de+facturation rib adresse nom prenom numero
        telephone naissance mail+adresse adresse+mail adresse+email code+postal numero+de+compte
        portable iban coordonnees maison numero+de+maison""",
    "me": """moi mes mon ma me m nos notre nous ses sa son cliente client leurs lui mien miens
        concernant""",
    "all": "tous toute tout toutes",
    "about_me": "de+moi sur+moi a+mon+sujet me+concernant sur+nous",
    "hold_about": """sur+moi a+mon+sujet me+concernant me+concernent mes+donnees mon+dossier
        mes+infos mes+informations sur+nous mes+coordonnees de+moi concernant+ma+personne
        mes+renseignements""",
    "system": """system systeme serveurs serveur site plateforme bdd base bases fichiers fichier
        systemes crm registres""",
    "message": """mail mails courriel courriels message messages e+mail e+mails email emails lettre
        courrier courriers sms piece+jointe""",
    "list": """newsletter* liste* mailinglist* abonnement+a+votre lettre+d+info fichier+client
        fichiers+clients newsletter newsletters liste listes mailing+list liste+de+diffusion
        mailing infolettre lettre+d+information liste+d+envoi mailings fichier+de+prospection""",
    "marketing": """publicit* promo* newsletter* commerciaux prospect* sollicitations sollicitation
        indesirables offre publicite publicites pub pubs marketing prospection promo promos
        promotions spam offres newsletter newsletters commercial commerciale commerciales
        publicitaires demarchage infolettre mailings brochure* catalog* depliant*""",
    "order": """facture factures amende commande contrat prix paiement rappel decision+du+conseil
        livraison colis taxe avis+d+imposition contravention devis marchandise marchandises
        payer""",
    "login": "mot+de+passe connexion connecter identifiant portail me+connecter",
    "provider": """fournisseurs prestataires societe+concurrente prestataire fournisseur operateur
        assureur banque concurrent responsable+du+traitement autre+application autre+appli
        autre+service""",
    "format": "lisible utilisable csv json xml excel structure",
    "old": "ancien ancienne anciens anciennes vieille vieux mauvaise errone erronee fausse faux",
    "newer": "nouvelle+adresse nouveau+numero nouveau+mail",
    "consent": "autorise accords consentement autorisation accord permission",
    "lawsuit": "proces tribunal avocat justice litige procedure",
    "outside": "hors transfert transferts etats+unis usa pays+tiers vers",
    "human": """conseiller employe vraie personne humain humaine personne+reelle quelqu+un
        vraie+personne etre+humain""",
    "decision": "decision decisions refus refuse decide rejet rejetee rejete refusee",
    # what is done with it
    "restore": "recuperer restaurer retablir restituer",
    "from": "de du des",
    "would_be": "serait est etait",
    "self": "moi+meme nous+memes",
    "changed": "change modifie",
    "away": "hors",
    "erase": """effacement+de+tout jeter jetez purger purgez aneantir fermer+et+supprimer
        clore+et+supprimer effacer effacez efface effaciez supprimer supprimez supprime supprimiez
        suprimer suprimez detruire detruisez detruisiez faire+disparaitre radier radiez eliminer
        eliminez suprime effaces supprimes faites+disparaitre virer+toutes virez+toutes virer+mes
        virez+mes virer+tout virez+tout balancez""",
    "erased": """efface effaces effacee effacees supprime supprimes supprimee supprimees detruit
        detruits detruites detruite disparaissent disparaisse disparaitre disparu""",
    "erasure": "effacement suppression destruction radiation elimination",
    "forget": "droit+a+l+oubli oubliez+moi droit+a+l+effacement droit+de+suppression",
    "remove": """retirer retirez enlever enlevez retire enleve retiriez sortir sortez rayez rayer
        raye rayes""",
    "keep": """garder gardez gardiez conserver conservez conserviez conservation stocker stockez
        stockiez detenir gardent conservent detenez""",
    "use": """servent servir sert utilise exploitees utiliser utilisez utilisees utilises traiter
        traitez traitement traitees utilisation utilisiez traitiez usage exploiter entrainer
        traitiez+plus exploitiez serviez revendre vendre vendez revendez""",
    "send": """ecrire+encore spammer inonder harceler harcelez envoyer envoyez envoi envoyiez
        adresser adressez expedier envoie transmettez+moi envois""",
    "receive": "recevoir recois recevez obtenir avoir",
    "contact": """ecrire ecrivez joindre demarcher demarchez solliciter sollicitez telephonique
        contacter contactez contactiez appeler appelez telephoner telephonez contact appel appels
        contacte deranger etre+demarche etre+demarchee etre+appele etre+appelee etre+sollicite
        etre+sollicitee""",
    "stop": """cesse arrete stopper mettez+un+terme finissez arreter arretez stop cesser cessez
        stoppez arret arretiez cessiez mettre+fin mettez+fin mettez+y+fin mettez+y+un+terme""",
    "until": """jusqu tant+que temporairement en+attendant provisoirement le+temps pendant
        momentanement""",
    "unsub": """desinscris me+retirer+de+votre resilier+la+newsletter desinscri* desabonn* desabon*
        me+desinscrire me+desabonner laissez+moi+tranquille ne+plus+etre+abonne fichez+moi+la+paix
        foutez+moi+la+paix foutez+nous+la+paix lachez+moi laissez+moi+en+paix
        fichez+nous+la+paix""",
    "object": "oppose opposition opposer opposons m+oppose",
    "restrict": "limitation limiter limitez limite restreindre restreignez restriction",
    "freeze": """bloquees gelees suspendues bloque gelez+l gel mettre+en+pause mettez~en+pause
        suspendu geler gelez gele suspendre suspendez suspension bloquer bloquez blocage suspendiez
        bloquiez en+pause""",
    "portable": """portabilite lisible+par+machine lisible+par+une+machine format+structure
        lisible+par+ordinateur format+portable""",
    "transfer": """transferts transmettiez communiquer+a porter transferer transferez transfert
        transmettre transmettez transfererez recuperer transferiez migrer emporter importer""",
    "export": "exporter exportez export telecharger exportation exportees exporte",
    "automated": """automatiquement algorithmes ia algorithmique score automatisee automatisees
        automatique automatiques algorithme profilage ordinateur robot automatise machine
        scoring""",
    "review": """reexamen examiner reverifie verifier revoyez reexaminee intervention+humaine
        reexamine reexaminer intervention revoir examine verifie examen intervienne revoie""",
    "agree": "accepte+plus accepte consens accord autorise d+accord",
    "withdraw": """retirons retracter retracte reprends revoque revoquee revoquons reprendre
        retirer retire retirez retrait revoquer reviens+sur annule annuler revocation""",
    "safeguards": """clauses+contractuelles+types clauses+contractuelles garanties+appropriees
        clauses+types""",
    "safeguard": "garanties garantie",
    "access": """droit+acces accedez communication+de+mes+donnees acces+mes acceder+a droit+d+acces
        acces+aux+donnees acceder acces+a+mes demande+d+acces acces+a+mon+dossier consulter
        acces+aux acces""",
    "copy": """liste+de+ceux liste+des liste+de+toutes liste+de+tous liste+de+mes double
        liste+complete recapitulatif inventaire copie copies apercu extrait releve
        liste+des+donnees duplicata""",
    "see": """remettre transmettre+moi envoyer+moi faire+parvenir parvenir connaitre voir montrez
        montrer communiquer communiquez fournir fournissez donner donnez consulter transmettre
        transmettez""",
    "had": """faites faire fait avez avoir detenez conservez gardez savez traitez possedez collecte
        collectees savoir stockez detenir as figure figurent y+a contient contiennent conservees
        stockees enregistrees enregistre""",
    "source": "eu obtenu trouve vient provient viennent recu achete avez tenez",
    "share": """acces donne transmis partage partagez communique vendu cede destinataires
        transmettez partagees vendez transmises transmise communiquees vendues cedees divulguees
        revendues revendu""",
    "correct": """corrigiez rectifi* corrections orthographe+de corriger corrigez correction
        rectif* corrige rectifier""",
    "change": """changement actualisez modifiiez changiez remplace mise+a+jour modifier modifiez
        changer changez mettre+a+jour mettre~a+jour remplacer remplacez modification actualiser
        mettez+a+jour mettez~jour adapter adaptez""",
    "wrong": """erreurs faute fautes mal+orthographiee plus+bon plus+bonne plus+exacte errones
        perimees perimee obsoletes coquille incorrecte faux fausse fausses errone erronee inexact*
        mauvaise mauvais incorrect* erreur perime obsolete mal+orthographie mal+ecrit mal+ecrite
        incomplet il+manque manque+un manque+une""",
    "right": "a+jour correct correcte exact exacte juste bon bonne exactes correctes",
    "moved": """demenage change+d+adresse change+de+nom changement+d+adresse changement+de+nom
        marie mariee appelle~maintenant appelle~nouveau appelle~desormais""",
    "except": "sauf hormis excepte autre+que autrement+que",
    "asked": "demandais avais+demande ai+demande a+ma+demande",
    "fulfilled": "c+est+fait ete+fait vous+en+remercie en+remercie fait",
    "then": "ensuite apres puis maintenant aussi egalement vite enfin tous toutes svp",
    "train": "entrainer entrainement entraine",
    "abroad": "etranger",
    "should_be": "devrait+etre doit+etre devrait+s+ecrire doit+s+ecrire",
    "seen": "consulte vu lu regarde ouvert",
    "footage": "videosurveillance images+de+camera images+de+surveillance",
    "mention": "apparait mentionne mentionnee figure cite citee apparais",
    "renamed": "appelle~plus",
    "origin": "source provenance origine",
    "facts": "informations+sur infos+sur information+sur",
    "spelt": "ecrit ecrivez orthographie",
    "with": "avec sans",
    "acquaintance": "collegue ami amie voisin voisine patron chef ex",
}
#: long words in which a slip of a finger is seen
LONG = """supprimer supprimez supprimees effacer effacement donnees compte personnelles newsletter
desinscrire consentement informations rectification portabilite detruire"""
