"""French turns of phrase, by what they mean; how a phrase is written is told in :mod:`..cues`."""


def _forms(stems: str, endings: str) -> str:
    """Return each stem with each ending, and without one where it is ``-``."""
    return " ".join(stem + ending.strip("-") for stem in stems.split()
                    for ending in endings.split())


APOSTROPHE = " "
#: words that deny what follows them, or what stands before them, so many words off
NEG_BEFORE = "ne n pas jamais sans ni aucun aucune rien nullement non refuse interdis contre lieu plutot"
NEG_AFTER, NEG_REACH = "pas jamais rien plus aucun aucune ni", (8, 2)
#: words at which a part of a sentence begins anew
JOINTS = "et mais or car donc puis alors"
#: words before an order
SKIP = """svp veuillez merci de d bien vouloir je vous prie nous priere donc alors puis ensuite aussi
maintenant enfin simplement juste allez s il plait te stp bonjour ok oui et tout bref du coup"""

ERASE_ER = """effac supprim suprim jet bazard balanc purg radi elimin gomm broy dechir dechiquet
ecras raser brul retranch anonymis enlev enlev ot retir degag vir ray biff barr sort nettoy
expurg liquid evacu evinc vid sabr eject desinscri"""
MACHINES = """votre+plateforme immediat+de dans+la+minute moins+d+une+minute sans+me+rencontrer l+appli l+application
refus+immediat rejet+immediat algorithme algorithmes algorithmique ia robot robots logiciel logiciels ordinateur
ordi lordi programme machine score scores scoring notation automatique automatiques automatiquement
automatise automatisee automatises automatisees informatise informatisee calculette application appli
profilage intelligence+artificielle le+systeme votre+systeme minuterie tri+informatique bot
chatbot le+modele modele+predictif traitement+automatise statistique machines d+office informatique
cote+de+risque"""
COUNTRIES = """etats+unis usa us amerique americain americaine inde chine japon tokyo bresil
bresilien bresilienne maroc tunisie turquie canada philippines singapour dubai emirats russie texas
californie chicago new+york bangalore australie israel mexique argentine afrique+du+sud egypte
algerie senegal vietnam thailande coree hong+kong taiwan ukraine serbie royaume+uni angleterre
londres suisse pays+tiers pays+tiers hors+ue hors+europe hors+d+europe hors+de+l+union hors+eee
hors+de+l+ue hors+de+l+europe outre+atlantique etranger maison+mere silicon+valley madagascar
maurice ile+maurice cameroun cote+d+ivoire indonesie malaisie pakistan bangladesh"""

#: {meaning: phrases}
MEANINGS = {
    # === WHAT MEANS NOTHING HERE === #
    "idle": """efface+rides gomme+a en+tout+cas tout+de+suite tout+a+fait en+retard mise+en+page
        bloc+notes notes+de+frais+de carte+de+visite+et pour+votre+info pour+info a+l+avenir+de
        tout+le+monde avoir+lieu il+y+a+lieu+de sans+doute sans+suite pas+du+tout par+erreur etait+une+erreur a+qui+m+adresser a+qui+dois+je a+qui+puis+je
        vider+la sms+flash suis+une+dame""",
    "harmless": """au+lieu+et il+y+a+lieu y+a+lieu plus+lieu+d+etre n+hesitez+pas n+hesite+pas ne+plus+tarder ne+manquez+pas n+oubliez+pas
        ne+tardez+pas pas+plus+tard sans+delai sans+tarder sans+attendre sans+plus+attendre
        sans+autre+delai sans+exception sans+faute sans+rancune sans+drame sans+condition
        sans+frais sans+reserve sans+plus+tarder n+est+ce+pas sans+le+moindre+delai ni+plus+ni+moins
        sans+en+garder sans+laisser sans+trace sans+conserver rien+que sans+succes non+plus reproche+pas
        pas+besoin+de+mon je+ne+suis+plus je+n+ai+plus+besoin plus+besoin sans+retard
        ne+croyez+vous+pas+que sans+plus n+importe""",
    # === WHO AND WHOSE === #
    "mine": "mon ma mes notre nos mn",
    "theirs": "sa son ses leur leurs",
    "yours": "votre vos vot",
    "self": "moi me m nous mwa",
    "pron": "le la les l ca cela tout lui ceci celle celles celui ceux y en toutes tous",
    "all": "tout tt toute toutes tous integralite ensemble totalite surplus moindre complet complete",
    "relation": """mon+client ma+cliente mon+pere ma+mere mon+fils ma+fille mon+mari ma+femme
        mon+epouse mon+epoux ma+maman mon+papa papa maman ma+mandante mon+mandant ma+grand+mere
        mon+grand+pere mes+parents ma+compagne mon+compagnon son+dossier+d+hebergement defunt defunte
        decede decedee au+nom+de pour+madame pour+monsieur pour+mme pour+m ma+soeur mon+frere
        mes+enfants""",
    "thing": """ce+que+j+ai+rempli
        donnees donnee donees infos info information informations dossier dossiers compte
        comptes conte profil profils fiche fiches fichier cv candidature candidatures coordonnees
        renseignements identite inscription historique photo photos video videos image images carte
        permis passeport empreinte empreintes analyses analyse radios radio radiographies cliches
        iban rib numero num telephone adresse adresses gsm mail+adresse adresse+mail nom prenom trace
        traces mensurations notes note evaluations signature badge questionnaire formulaire lettre+de
        curriculum lettre+de+motivation enregistrement enregistrements identifiants commandes
        compte+client espace+client date+de+naissance reponses resultats resultat tests test bulletins
        bulletin releves releve pieces documents document copie copies scan scans rapport rapports
        registre+national numero+national selfie voix conversations messages+prives passage personne
        presence photocopie portrait plans plan diagnostic diagnostics revenus fiches+de+paie
        fiches+de+salaire fiche+de+paie salaire dos antecedents ordonnances ordonnance pointages
        conges maladies evaluation visites trajets achats avis+et+mon donnees+personnelles vie+privee
        membre+numero plaque plaques courriels+internes prelevements echantillon score preferences
        abonne+numero numero+de+client navigation bancaires""",
    "about": """sur+moi me+concernant me+concerne me+concernent a+mon+sujet a+mon+nom de+moi
        sur+nous a+notre+sujet nous+concernant sur+ma+personne a+ma+personne porte+mon+nom
        a+propos+de+moi a+mon+propos sur+mon+compte sous+mon+nom sur+mwa trait+a+moi
        se+rapporte+a+moi concernant+ma+personne mon+passage rapport+a+moi sur+ma+famille
        sur+mon+fils sur+ma+fille chez+vous+a+mon+nom lie+a+moi j+y+ai+mis au+sujet+de+ma
        me+rappelle me+rapportant lies+a+mon+nom a+son+sujet la+concernant le+concernant
        avez+de+moi savez+de+moi garde+de+moi gardees+de+moi gardez+de+moi a+moi+se""",
    "system": """base bases fichiers fichier registres registre systeme systemes serveur serveurs
        crm ordinateur ordi ordinateurs archives bdd listing listings repertoire repertoires
        carnet+d+adresses contacts informatique chez+vous plateforme site tablettes tiroirs cave
        armoires armoire nulle+part+chez nulle+part dossiers applications application logiciel
        vos+livres vos+papiers vos+donnees votre+memoire votre+possession vos+sauvegardes
        page+d+accueil+de+votre base+clients base+de+donnees fichier+clients disques+durs
        vos+disques vos+classeurs vos+mains outils+internes outil votre+reseau intranet annuaire""",
    # === WISHES AND ORDERS === #
    "want": """me+tarde
        veux veut voulons voudrais voudrait voudrions voudrai voudre souhaite souhaitons
        souhaiterais souhaiterions souhaitent souhaiterait desire desirons aimerais aimerait
        aimerions aimerai exige exigeons exigerais requiers reclame reclamons demande demandons
        demandais demanderais demander prie prions somme enjoins sollicite invite tiens+a tenons+a
        prefererais prefere prefererions ordonne entends entend insiste voulais voulions voulait ve
        jveux jveu jvoudrais veu jvoudré souhait maintiens mets+en+demeure jaimerais jexige
        attends+de attends+que compte+sur apprecierais prefererait attends desir espere""",
    "wish": """sauriez+vous pensez+a songez+a
        pourraient pourrait peuvent arrangez+vous
        l+assurance+que l+assurance+qu requerir demandons+que cela+suppose suis+pas+contre que+toute que+rien que+mon que+mes
        pouvez+vous pourriez+vous peux+tu pourrais+tu vous+pouvez vous+pourriez pouve+vou
        merci+de merci+d svp stp s+il+vous+plait s+il+te+plait sil+vous+plait siouplait veuillez
        priere+de priere+d je+vous+prie je+te+prie voulez+vous voudriez+vous vous+voudrez+bien
        auriez+vous auriez+l ayez+l ayez+la soyez+gentil soyez+gentille soyez+assez seriez+vous
        faites+en+sorte faites+le+necessaire faire+le+necessaire fasse+le+necessaire il+faut
        il+faudrait faudrait+que faudrait faut+que faut il+me+faut il+me+faudrait il+lui+faut
        il+est+temps il+serait+temps il+convient il+y+a+lieu
        est+il+possible serait+il+possible serait+il+envisageable est+ce+possible c+est+possible
        possible+de possible+d c+possible ce+serait+chouette ce+serait+top ce+serait+bien
        ce+serait+super saurais+gre saurions+gre reconnaissant reconnaissante veillez+a veillez
        obligeance gentillesse amabilite bonte devez doit+etre doivent+etre doit doivent devriez
        mettez+en+demeure somme+de qu+on que+l+on quelqu+un+peut qqn+peut qqn+pourrait
        quelqu+un+pourrait requise requis demandee souhaitee exigee demande+formelle ma+demande
        a+supprimer a+effacer a+detruire a+jeter a+corriger a+rectifier a+modifier
        peut+on peut+elle peut+il pouvez pourriez on+peut d+urgence des+que+possible
        appartient+de incombe suis+en+droit vous+invite invitons vous+voulez+bien sauriez+vous
        laissez+moi fais+en+sorte tu+peux tu+pourrais tu+veux+bien cela+suppose+que charge+de a+supprimer+sans""",
    "no_want": "",
    "recant": """change+d+avis finalement+non en+fait+non reflexion+faite apres+reflexion
        ne+touchez+a+rien n+en+faites+rien ne+faites+rien je+le+garde je+la+garde je+les+garde
        gardez+le+donc gardez+mon+compte gardons+le je+reste+client je+reste+cliente
        ignorez+ma ignorez+la ignorez+mon etait+une+blague s+en+desiste m+en+desiste
        laisser+mon+dossier+intact tout+peut+rester tout+est+regle moi+je+reste oubliez+ma+demande
        annulez+ma+demande se+passer+pour+moi n+ai+rien+demande+de+tel je+n+ai+rien+demande+de
        pas+l+intention fait+passer+pour+moi ce+n+etait+pas+moi pas+la+votre je+le+regrette+un
        non+gardez gardez+le n+en+est+pas+la en+est+pas+la il+va+regretter""",
    "hypo": """j+hesite hesite+a loin+de+moi aurais+pu j+envisagerai envisage si+j si+je si+jamais si+un+jour imaginez supposons demanderais+peut+etre
        demanderai+peut+etre et+si quand+j+aurai au+cas+ou peut+etre+de pourrait+etre+efface
        si+vous+aviez si+on+effac* si+je+supprim* autrefois jadis j+etais+jeune+et""",
    "how": """comment+faire comment+puis comment+je comment+on comment+effacer comment+supprimer
        que+se+passe+t+il est+ce+que+je faut+il dois+je devrais+je puis+je+supprimer puis+je+effacer
        puis+je+retirer puis+je+le+detruire formulaire+pour quelle+est+la+procedure comment+font
        que+veut+dire signifie combien+de+gens allez+vous avez+vous+deja est+il+vrai est+ce+vrai+que a+t+on+le+droit
        peut+on+demander a+quoi+reconnait proposez+vous faites+vous combien+coute est+ce+gratuit
        gratuite comment+demander comment+ca a+t+on quel+delai a+partir+de+quand comment+traitez
        y+a+t+il+un+reglage comment+vous+y avez+vous+un+formulaire que+dois+je ai+je+le+droit
        ai+je+droit pourquoi+faudrait prevoyez+vous avez+vous+supprim* avez+vous+effac*
        l+avez+vous supprimez+vous effacez+vous gardez+vous+les que+faire""",
    "done": """avez+supprime avez+efface avez+detruit avez+jete avez+retire avez+enleve avait+efface
        a+supprime a+efface a+detruit a+jete a+retire a+enleve ai+supprime ai+efface ai+jete
        ai+detruit ont+jete ont+supprime ont+efface as+supprime as+efface est+supprimee est+efface
        ete+efface ete+effaces ete+effacees ete+supprime ete+supprimes ete+supprimee ete+effacee
        ete+detruit ete+detruits merci+d+avoir merci+pour+la+suppression confirmation+de+suppression
        avoir+supprime avoir+efface ai+moi+meme moi+meme+supprim* fait+enlever fait+effacer
        fait+supprimer vous+effacez vous+supprimez suis+desinscrit+et j+efface j+enleve je+supprime
        jai+supprim* jai+suprim* ai+pas+supprim* efface+ses pas+suprim* perdu+mes+photos
        serait+ferme sera+supprim* sera+efface seront+effac* seront+supprim*""",
    "aux": "avez aviez avait avais a ai as ont est etait ete sont ait jai aient",
    "report": """avant+que+vous+n avant+que+vous+ne la+confirmation+que confirmation+que
        a+exige avait+exige avais+exige a+demande nous+demande m+a+crie prétend pretend
        prétendent on+m+a+dit+que+vous parait+que+vous jure raconte ecrit+que a+ecrit avoir+demande
        j+ai+lu jai+vu jai+lu a+entendu j+ai+entendu entendu il+parait ordonne certains dit+que+vous
        m+assure qui+exigent qui+veut vous+me+demandez vous+m+avez+demande
        vous+ecrivez+que elle+souhaite il+souhaite elle+dit il+dit votre+site+dit demandes+d+effacement
        exemples+de+demandes travail+de+fin memoire+sur ki+di au+lieu+de
        dit+elle a+di l+autre""",
    "third": """le+client un+client une+cliente la+cliente une+patiente un+patient ma+voisine
        mon+voisin une+dame un+monsieur mes+voisins une+amie un+ami des+gens les+gens une+collegue
        un+collegue mon+collegue chacun clients+veulent notre+service autre+bailleur un+repondant
        mon+assureur+exige mon+ancien+patron notre+entreprise+cherche vos+employes le+voisin
        vous+recrutez votre+concurrent mon+ex+patron l+ancien""",
    "restore": """remettre remettez remete remets rendez+les rendez+moi retablir retablissez restaurer
        restaurez reinstaller recuperation y+remettre recrutez refaire+un""",
    "other": """le+mail le+courriel le+message
        commentaire commentaires virgule paragraphe ligne etape rendez+vous reunion annonce
        affiche camion chaises graffiti graffitis rides taches cafards etiquette surtaxe tutoriel
        piece+jointe dernier+mail mon+mail+d mon+message ce+message mail+precedent colis livraison
        arret+de+bus appli+de+mon disque+dur bouton mot+de+passe mdp cookies loyer permis+de+batir
        chauffe+eau evier siphon tapis le+fichier+excel sauvegarde+de options devis+sans frais
        mention+inutile arrosage faute+de+frappe+dans le+texte slide diapositive logo spam+de
        surtaxe calculatrice message+precedent""",
    # === ERASING === #
    "erase": _forms(ERASE_ER, "er ez iez ons erez erait eriez") + """ annuler+l+inscription ne+rien+conserver efface supprime suprime jette
        balance enleve vire degage retire ote sortir sortez sortiez detruire detruisez detruisiez
        detruirez aneantir aneantissez aneantissiez abolir faire+disparaitre faites+disparaitre
        faites+la+disparaitre faites+le+disparaitre faites+les+disparaitre les+faire+disparaitre
        faire+sauter faites+sauter fasse+sauter evaporer vous+en+defaire vous+defaire defaites+vous
        debarrassez+vous debarrasser table+rase faites+le+menage fasse+place+nette place+nette
        faire+place+nette mettre+a+la+poubelle mettez+a+la+poubelle foutez+moi+ca+dehors
        foutre+en+l+air fermez+le+et+effac* ecrabouill* en+faire+autant pilonn* cloturez+et
        reduire+a+neant faire+disparaitre+ma clean*+mes efaser efface+moi eface efacer efacez efase
        suprimez suprimer suprimé effacés desactivez+et+supprimez nettoyer+de+mon+nom
        faites+que+ca+n+existe mettez+les+au+pilon eradiquer eradiquez""",
    "erased": _forms(ERASE_ER, "e es ee ees") + """ detruit detruite detruits detruites disparaisse
        disparaissent disparaitre disparu evaporent parte partent saute saute eradique eradiquee
        eradiquees eradiques aneanti aneantie anéanties parte+avec s+evapor* expurge barre raye
        cesse+d+exister cesser+d+exister n+existe+plus n+existent+plus evapore""",
    "erasure": """disparition
        suppression effacement destruction elimination radiation anonymisation
        aneantissement retrait+de+ma retrait+de+mes retrait+de+mon nettoyage purge droit+a+l+oubli
        oubli""",
    "trash": """poubelle corbeille broyeuse broyeur dechiqueteuse pilon au+bac aux+oubliettes
        bon+debarras du+balai oust ouste aux+ordures au+feu a+la+casse au+panier
        partir+a+la+corbeille dehors+une+fois""",
    "remove_self": _forms("ray radi enlev effac supprim ot retir elimin gomm biff sort suprim",
                          "ez+moi ez+nous") + """ sortez+moi oubliez+moi m+effacer me+supprimer
        m+oter me+sortir me+rayer me+radier m+enlever me+retirer nous+effacer nous+supprimer
        etre+raye etre+rayee etre+efface etre+effacee etre+supprime etre+radie etre+oublie
        etre+oubliee etre+retire+de efface+moi supprime+moi vire+moi virez+moi degagez+moi
        me+rayiez m+effaciez me+supprimiez me+retiriez m+enleviez m+oublier m+oubliez""",
    "gone": """ne+plus+exister n+exister+plus
        n+a+plus+sa+place n+ont+plus+leur+place plus+sa+place ne+doit+pas+rester introuvable ne+doivent+pas+rester n+a+rien+a+faire n+ont+rien+a+faire ne+plus+y+figurer a+disparaitre
        rien+a+faire+chez rien+a+y+faire plus+rien+a+y+faire rien+a+faire+dans
        n+apparaisse+plus n+apparaissent+plus ne+figure+plus ne+figurer+plus ne+plus+figurer
        ne+plus+apparaitre ne+plus+y+etre ne+plus+etre+dans plus+etre+dans plus+exister ne+subsiste
        n+en+subsiste doit+subsister ne+reste+chez ne+restent+pas+chez ne+reste+pas plus+trace
        plus+aucune+trace aucune+trace ne+plus+laisser ne+laissez+aucune ne+traine+chez
        ne+trainait+chez rien+ne+traine plus+rien+de+moi rien+de+moi rien+ne+doit rien+n+y+reste
        plus+raison+d+etre plus+aucune+raison+d+etre plus+de+raison+d+etre plus+lieu+d+etre
        n+y+soit+plus n+y+soient+plus ne+soit+plus+chez n+existe+plus+chez n+etre+plus+personne
        ne+demeure+dans ne+demeure+chez n+aient+plus plus+de+compte que+vous+ayez n+ayez+plus
        insupportable+de+penser dorment+encore dort+encore resteraient+chez reste+chez+vous
        restent+chez+vous rester+chez+vous demeurent+en+votre+possession ne+pas+rester+chez
        n+en+veux+plus+trace plus+aucune+donnee plus+de+donnees plus+jamais+exister ni+compte
        rien+ne+subsiste je+ne+veux+pas+qu+elle+reste soient+plus+conservees""",
    "no_reason": """aucune+raison pas+de+raison plus+de+raison nulle+raison au+nom+de+quoi
        ne+vois+pas+pourquoi plus+aucune+raison pas+pourquoi aucun+motif plus+aucun+motif
        aucune+finalite de+quel+droit n+avez+plus+a n+avez+pas+a n+avez+aucun+droit n+a+plus+besoin
        n+avez+plus+besoin plus+le+droit+de a+quoi+bon inutile+de+garder inutile+de+conserver
        plus+nécessaire plus+necessaire plus+necessaires ne+sert+plus ca+sert+a+rien
        pas+besoin+de+garder mettre+fin+a+la+conservation fin+a+la+conservation
        ne+sont+plus+utiles""",
    "why": "pourquoi comment+se+fait+il comment+ca+se+fait",
    "still": """existe+encore
        encore toujours traine trainent orne ressort visible en+ligne est+il+encore
        est+toujours+la est+encore+la""",
    "asked_before": """reclamee reclame+il
        j+ai+demande avais+demande ai+deja+demande avez+promis aviez+promis m+avait+assure
        avait+promis l+ai+demande je+vous+ai+ecrit reitere relance relancer relancee relancez
        ma+demande reclame troisieme+fois deuxieme+fois dixieme+fois maintiens confirme+ma+decision
        vous+l+ai+demande je+redemande attends+que je+rappelle+ma quand+allez quand+est+ce
        vous+me+dites vous+m+ecrivez j+attends demande+d+effacement demande+de+suppression""",
    "unanswered": """sans+reponse toujours+la encore+la pas+encore n+a+pas+encore lettre+morte
        rien+n+a+ete delai+depasse delai+est+depasse j+attends en+cours ou+en+est elle+en+est+ou
        commence+a+bien zero+resultat sans+effet toujours+pas toujours+rien depuis+six depuis
        troisieme+fois encore+me+connecter quand+allez quand+est+ce enfin restee n+est+toujours
        toujours+en+ligne pas+execut* aucune+suite est+toujours reitere""",
    "threat": """cnil apd plainte tribunal avocat saisis saisirai autorite+de+protection
        voie+judiciaire porterai mise+en+demeure justice huissier""",
    "sans": "sans a+defaut+de faute+de pas+de",
    "if": "si s+il+n lorsque",
    "art17": "article+17 art+17 l+article+17",
    "apply": "appliquez applique appliquer invoque vertu application base conformement",
    # === KEEPING AND USING === #
    "keep": """gardez garder gardiez garde gardent gardera conservez conserver conserviez conserve
        conservent conserveriez garderiez conservation stockez stocker stockent detenir detenez
        deteniez possedez detient possession possediez stockees stocke stockes archivees conservees
        conserve gardee archiver mettre+de+cote mettez+de+cote demeurent reteniez retenez""",
    "use": _forms("utilis trait exploit emploi employ consult communiqu transmett visionn partag",
                  "er ez iez e es ee ees ent") + """ usage utilisation traitement exploitation
        servir serve serviez vous+servir user rien+faire faites+rien n+en+faites faire+usage lue lu
        transmis transmise envoyee envoye employez touche touchez""",
    "until": """tant+que tant+qu jusqu en+attendant d+ici+la d+ici+a+ce entre+temps
        dans+l+intervalle pendant+que pendant+l+examen pendant+la pendant+ce le+temps+que le+temps+de
        le+temps+qu le+tps avant+que avant+d+avoir avant+le provisoirement temporairement
        momentanement pour+l+instant jusque+la en+cours+de+controle au+moins+le+temps
        durant a+l+etude a+l+examen le+temps""",
    "freeze": """stand+by standby
        gel gelez geler gele gelee gelees geles bloquez bloquer bloque bloquee bloquees
        bloques bloquiez blocage on+bloque figez figer fige verrouillez verrouiller verrouille
        verrouillees verrouillee suspendez suspendre suspendu suspendues suspension immobilisez
        immobiliser immobilise limitez limiter limite limitee limitees limites limitation isolez
        isoler isole isolees isolee restreindre restreignez restreint restriction quarantaine frigo
        sous+cle sous+scelles mettre+de+cote mettez+de+cote sur+pause en+pause gelée
        au+congelateur en+suspens en+veille marquer+mes+donnees de+cote mettez+en+attente""",
    "art18": "article+18 art+18 l+article+18 limitation+du+traitement traitement+soit+limite",
    "evidence": """preuve preuves proces litige police tribunal avocat me+defendre assurance recours
        jugement mediateur justice pour+ma+defense defense en+justice""",
    "dispute": """conteste contestation contestee contestes litige desaccord en+discussion dispute
        verification contestation veracite exactitude enquete examen+de+mon+opposition
        controle verifie verifiee""",
    "no_touch": """n+en+fassiez+rien qu+etre+stockees que+stocker
        pas+touche ne+touchez+pas ne+touchez+plus ne+faites+plus+rien n+en+faites+rien
        qu+on+n+en+fasse+rien n+en+faire+rien rien+d+autre ne+plus+toucher ni+utilise ni+utilisee
        ni+consulte ni+transmis ni+communiquee ne+l+employez+plus n+en+faites+rien+d+autre
        non+d+exploiter et+plus+exploitees plus+exploitees plus+utilisees rien+ne+soit+traite
        arretez+de+le+traiter plus+d+utilisation plus+utilise cessez+d+utiliser""",
    # === MAILINGS === #
    "comm": """pub pubs publicite publicites publicitaire publicitaires promo promos promotion
        promotions promotionnel promotionnels promotionnelle newsletter newsletters infolettre
        infolettres lettre+d+information spam spams prospection demarchage demarche demarchee
        demarches demarcher telemarketing marketing sollicitation sollicitations solliciter sollicite
        sollicitee commercial commerciale commerciaux commerciales catalogue catalogues folders
        folder prospectus brochure brochures depliants depliant offres flyer flyers sondages sondage
        mailing mailings emailing emailings publipostage mails mail e+mails e+mail email emails sms
        courriels courriel appels appel coups+de+fil appeler telephonez appelez rappelez
        sonnez contacter contactez contacte ecrivez ecrire lettres lettre courriers courrier magazine
        gazette journal hebdomadaire invitations webinaires campagnes campagne relances relance
        televendeurs vendeurs call+center enquetes+de+satisfaction annonceurs dons programmes
        menus envois envoi telephoner messages message notifications
        panneaux+solaires inviter recommandations ciblage reclame reclames mailing+list liste+rouge
        partenaires rappels+promotionnels loterie""",
    "ads": """magazine gazette quotidien+electronique matelas lettres+de+loterie loterie menus+de+la+semaine annonces+ciblees recommandez+des offres+de hebdomadaire+electronique info+lettre depliants dons promotion+de
        pub pubs publicite publicites publicitaire publicitaires promo promos promotions
        promotionnels newsletter newsletters infolettre prospection demarchage telemarketing marketing
        commercial commerciale commerciaux commerciales offres+ciblees spam prospectus sondages
        catalogue catalogues folders mailing mailings ciblage preferences pour+me+proposer
        flash+sale offres offre liste+de+diffusion envois+groupes soldes annonceurs croisieres
        partenaires brochures infolettres publireportage telemarketing televendeurs delegues+commerciaux
        enquetes+de+satisfaction webinaires invitations demarche demarchee demarches""",
    "stop": """arretez arreter arrete arretes arret arretiez stop stoppez stopper cessez cesser cesse
        cessiez cessent halte basta ca+suffit suffit marre assez+de epargnez epargner dispensez
        dispenser dispensee dispense en+dispenser abstenez abstenir abstenez+vous mettre+fin
        mettez+fin d+y+mettre+fin y+mettre+un+terme mettre+un+terme mettez+un+terme prendre+fin
        prenne+fin c+est+termine lachez+moi lachez+nous fichez+moi foutez+moi laissez+moi+tranquille
        laissez+ma+boite laissez+tomber laissez+moi+en+paix coupez+moi m+en+delivrer delivrer
        m+exclure exclure exclu exclue oubliez+de+m oublier+de+m tres+peu+pour+moi
        gardez+vos pas+ok n+en+veux+plus n+en+veux+pas n+en+veut n+en+voulons ne+m+interesse
        ne+m+interessent pas+interesse pas+interessee ne+suis+pas+interessee hors+de+question
        plus+besoin+des plus+un+seul n+etaient+pas+les+bienvenus oust ouste inutile+de+me
        inutile+de+m c+est+non que+cela+cesse que+ca+s+arrete ca+s+arrete s+arrete comptez+plus
        considere+comme+du+harcelement harcelement je+depose+plainte torture gonflent gonfle
        ne+plus+entendre plus+entendre+parler moi+je+veux+jamais faites+le+cesser ayez+pitie
        fin+des+envois me+derange biffez raye* arretes+d harceler saoule
        fatigue ras+le+bol degage* du+balai toute+campagne""",
    "no_more": """ne~plus n~plus plus+de plus+d plus+aucun plus+aucune plus+jamais plus+rien
        ne+pas+recevoir ne+plus+recevoir pas+d+appels pas+de+pub pas+d+offres aucun+contact
        aucun+demarchage aucune+pub pas+de+publicite jamais+plus pas+de+courrier pas+de+mail
        ne+souhaite+pas+recevoir ne+veux+pas+de ne+veux+pas+recevoir ne+desire+pas+etre
        refuse+que refuse+d+etre refuse+de+recevoir ne+veux+ni pas+vos+courriels ne+souhaite+pas+etre
        veux+plus veu+plus voudre+plus veulent+plus souhaite+plus desirons+plus desire+plus
        jveux+plus jveu+plus m+abstenir n+avez+pas+a n+ont+pas+a ne+plus+lui ne+plus+nous""",
    "contact": """contacter contactez contacte appelez appeler appellez telephonez telephoner ecrivez
        ecrire rappelez rappeler rappele sonnez sonner demarchez demarcher demarche demarchee demarches
        derangez deranger invitez inviter sollicitez solliciter sollicite sollicitee relancez poster
        adressez spammez harcelez importunez joindre""",
    "send": "envoyez envoyer envoyiez envoie envoi expediez adresser recevoir poster",
    "unsub": """desabonn* desinscri* desabon* unsubscribe me+desinscrire liste+rouge""",
    "object": "m+oppose oppose opposer opposition opposons m+erige conteste",
    "profile": """profil profilage profils analyse analyses analysez analyser comportement
        navigation historique achats visites deplacements suivre suivi usage utilisation gouts
        exploiter traitement interet+legitime ciblage""",
    "list": """liste+de+diffusion envois mailing mailings newsletter infolettre liste+d+envoi
        envois+groupes liste listes fichier+de+prospection liste+d+appels de+la+liste listes+de+diffusion abonnes publipostage campagne liste+de+distribution
        diffusion""",
    "complaint_less": "ne+recois+plus ne+recois+pas n+ai+pas+recu je+n+ai+pas+repondu",
    "pro": """inscrivez+moi continuez+comme pouvez+continuer en+redemande j+adore adore au+contraire
        sont+rares+et+utiles bien+aime aime+beaucoup remettez remete""",
    # === CONSENT === #
    "consent": """consentement consentements accord accords autorisation autorisations permission
        aval assentiment feu+vert agrement acceptation procuration mandat benediction signature+je
        mon+ok mon+oui droit+que+je acces+que+je cet+acces ma+parole droit+a+l+image adhesion
        papier+vert papier+bleu ledit+consentement habilitation decharge ma+signature""",
    "given": """avais+signe avais+accepte avais+autorise avais+dit+oui avais+coche avais+permis
        avais+donne avais+accorde avions+donne ai+signe ai+accepte ai+autorise ai+accorde
        avions+autorise avons+autorise avait+consenti avais+consenti ai+donne+mon fait+signer
        javé+di+oui jave+di+oui avais+dit+que+tu avais+dit+que+vous vous+avais+dit+oui avais+laisse
        ai+coche avons+donne avons+signe+l etais+volontaire ai+participe+a+la signe+le+papier
        comme+j+avais""",
    "retract": """prend+fin prends+fin n+est+plus+valable ne+vaut+plus+rien
        retire retirer retirons retirez retiree retirees retrait reprends reprend reprenons
        reprendre repris revoque revoquer revoquee revocation revoquons annule annuler revenir+sur
        reviens+sur revenons+sur revenir+dessus revenir+en+arriere retracte retracter dedis dedire
        denonce denoncer caduc caduque nul nulle plus+valable n+est+plus+valable plus+valide
        ne+tenez+plus+compte mets+fin mettre+fin oubliez enleve decoche rétracte non+avenu
        renonce change+d+avis ne+vaut+plus expire s+arrete+la rompre resilie tombe invalide""",
    "agree_no": """n+autorise+plus ne+l+autorise+plus ne+consens+plus n+accepte+plus
        ne+suis+plus+d+accord ne+sommes+plus+d+accord suis+plus+d+accord ne+marche+plus
        n+en+avez+plus+le+droit n+avez+plus+le+droit n+avez+plus+la+mienne ne+desire+plus+figurer
        ne+veux+plus+que+vous+partag* ne+veux+plus+que+vous+publi* ne+suis+plus+partant
        c+est+maintenant+non devient+un+non c+non c+est+non ne+participe+plus n+y+consens+plus
        ne+le+veux+plus n+autorise+plus n+autorisons+plus je+ne+veux+plus je+le+sens+plus
        plus+l+autorisation plus+mon+accord""",
    "use_photo": "photo photos image images video voix temoignage nom etude recherche podcast",
    # === A COPY TO TAKE ALONG === #
    "format": """excel format+courant
        csv json xml excel xls xlsx vcard gpx gedcom zip fichier export exports extraction
        structure structuree structures ouvert format+ouvert reutilisable importable exploitable
        lisible+par+machine lisible+par+ordinateur lisible+par+une+machine cle+usb telechargeable
        comprend fichier+propre format+standard format+utilisable numerique+structure donnees+brutes
        sous+forme+de+fichier voie+electronique forme+structuree ical ics sql txt""",
    "newprovider": """chez+engie un+autre+cloud autre+cloud nouveau+fournisseur je+migre
        nouveau+fournisseur nouvelle+banque autre+banque nouvel+operateur
        nouvel+hebergeur nouveau+prestataire autre+prestataire nouveau+courtier nouveau+kine
        nouvelle+salle nouveau+coach nouvelle+appli nouvelle+societe autre+appli autre+application
        autre+plateforme autre+site autre+jeu lautre+jeu lautre+appli autre+logiciel autre+systeme
        autre+editeur autre+hebergeur concurrent concurrence concurrents ailleurs un+tiers
        autre+fournisseur autre+operateur change+d+appli change+de+banque change+d+operateur
        change+de+fournisseur je+quitte quittons on+quitte je+pars+chez passe+sur+un passe+a+celle
        je+passe+a reimporter importer import imports reprise l+assureur la+mutuelle
        la+plateforme la+nouvelle nouvel+editeur nouveau+medecin autre+medecin nouveau+logiciel
        nouvelle+assurance autre+assureur nouvel+assureur autre+mutuelle nouvelle+mutuelle
        vers+celui chez+un+autre chez+un+concurrent nouveau+gestionnaire tierce+partie là+bas
        la+bas leur+passiez je+vous+quitte en+ai+achete+une+autre nouvelle+plateforme
        nouveau+pharmacien nouveau+garage nouveau+club nouvelle+ecole nouvel+employeur
        nouveau+dentiste""",
    "transfer": """transferez transferer transfere transferees transferé transfert transmettez
        transmettre transmises transmise transmettiez migrez migrer migration emporter
        emmener emmene amener faites+suivre faire+suivre me+suivre faire+passer passer+chez
        passer+sur envoyez+directement envoyer+directement directement+a adressiez+directement
        demenage demenager basculer envoyez+lui leur+envoyer lui+envoyer leur+passiez porter
        envoi+electronique recuperer recevoir+mes+donnees+de recoive+mes passiez de+machine+a+machine
        recopier reutilise reutiliser reprendre transferez+lui importer charger exporter exportez
        les+mettre+sur les+passer+sur portabilite preparez""",
    "portable": """portabilite article+20 art+20 lisible+par+machine reimporter importable
        de+machine+a+machine reutilisable sous+une+forme+que transmises+sans+entrave
        format+structure format+lisible prepare*~export mon+export export+de+mes exporter+mes
        exportez+mes""",
    # === MACHINES === #
    "machine": MACHINES,
    "decided": """refus refuse refusee refuses rejet rejete rejetee rejeter decision decisions
        decide decidee decider exclu exclue exclus exclusion note notee notes classe classee ecarte
        ecartee juge jugee conclu conclusion resilier bloque coupe coupee attribue attribuez calcule
        calculee fixee fixe signale signalee sanction resultat trie tri prive augmente selection
        evaluation evaluer candidat conclusion prime dit+non di+non a+dit+non coute echec cote
        zero annulee annule caution retire+mon""",
    "human": """humain humaine humains humainement etre+humain quelqu+un qqn personne+competente
        personnes+physiques vraie+personne vrai+avis vrai+humain responsable conseiller employe
        collaborateur gestionnaire analyste medecin+conseil enseignant jury membre+de+votre+personnel
        a+la+main les+rh monsieur+votre madame+lambert en+chair intervention+humaine controle+humain
        agent personne+reelle examinateur actuaire superieur quelqu+un+de""",
    "review": """revoir revoie revoyez reexamen reexamine reexaminer reexaminez reevalue reevaluation
        recalculer revu revue verifier verifie controler controle regarde regarder examine examiner
        se+penche jeter+un+oeil rouvre nouvel+examen reprenne reprenne+le visionne lire+ma
        se+prononce intervention avis explique m+explique m+expliquer contredire repasser
        reconsiderer jugee+par etudie refaire refaites reprenez""",
    "explain": """explication explications expliquer expliquez explique explike logique criteres
        parametres comprendre pourquoi selon+quels d+apres+quels sur+quelle+base comment+votre
        que+pese motif exposer conduit raisonnement calcul savoir+comment quelle+logique
        d+apres+quels+criteres""",
    "contest": """conteste contestee contester pas+d+accord m+oppose refuse+d+etre ne+plus+etre+soumis
        ne+pas+etre+soumis ne+plus+etre+juge pas+admissible ne+peux+accepter ne+decide point+de+vue
        n+est+pas+parole ne+m+en+contenterai+pas j+exige je+reclame objection""",
    "art22": """article+22 art+22 decision+automatisee decisions+automatisees entierement+automatisee
        exclusivement+sur+un+traitement evaluation+informatisee sanction+automatique
        decision+automatique""",
    # === SAFEGUARDS === #
    "guarantee": """garanties garantie clauses clause scc bcr cct protections protection
        mesures+adequates mesures+appropriees regles+d+entreprise contraignantes analyse+d+impact
        decision+d+adequation adequation mecanisme encadre encadrent encadrement bien+encadre
        protegees protege proteges protegent quel+texte instrument privacy+shield bouclier
        contrat+de+protection l+accord base+du+transfert dispositif""",
    "abroad": COUNTRIES + " transfert transferts transferez exporter expediez sous+traitant+americain",
    "strong_guarantee": """clauses+types clauses+contractuelles regles+d+entreprise+contraignantes scc
        bcr garanties+appropriees decision+d+adequation article+46 art+46 mesures+adequates
        clauses+signees analyse+d+impact+de+transfert""",
    # === ACCESS === #
    "know": """savoir sachiez dites+moi dites+le me+dire dire indiquez m+indiquer indiquer connaitre
        etre+informe informez+moi m+informer apprendre decouvrir comprendre expliquez+moi
        me+renseigner renseigner nous+dire nous+indiquer dire+ou decouvrir verifier
        prendre+connaissance demande+bien me+demande""",
    "ask_what": """qu+est+ce+que+vous quelles quels quel quelle que+savez que+relevez qu+avez
        qu+est+ce+qui d+ou ou+avez par+quel+canal qui combien+de+temps cb+de+temps jusqu+a+quand
        a+qui comment+avez comment+vous a+quel+titre dans+quel+but est+ce+que+je+figure
        y+a+t+il+encore si+mon+nom sous+quelle+forme comment+se+fait comment+savez
        de+qui quoi a+quelles pendant+combien duree+pendant est+ce+que+vous+avez avez+vous
        etes+vous+en+possession sont+elles ont+elles est+il+toujours existe+t+il
        ce+que+vous ce+qu+il+y+a c+est+facebook""",
    "hold": """avez aviez detenez detiendrez possedez conservez gardez gardees notiez note notees
        notez enregistre enregistrez enregistres enregistrees savez sachiez connaissez connaissiez
        traitez stockez collecte collectez collectees contient contiennent figure figurent existe
        encode ecrit ecrites tenez tenez+vous obtenu trouve eu recu recueilli arrivees arrive
        provenance origine vient venait provient donne refile fourni vendu vendues communique
        communiquees transmis transmises partage partagees cede revendu chopee chope chopée consulte
        ouvert acces destinataires relevez restent ayez envoyees releve fournies ont+elles
        connaissance se+trouvaient se+trouvent source a+sur savait sait dit sache filme""",
    "source": """d+ou+avez d+ou+tenez d+ou+vient d+ou+venait d+ou+viennent ou+avez+vous+trouve
        ou+avez+vous+eu ou+avez+vous+obtenu comment+avez+vous+eu comment+avez+vous+obtenu
        comment+avez+vous+trouve qui+vous+a+donne qui+vous+a+refile qui+vous+l+a qui+vous+a+fourni
        de+qui+tenez de+qui+vous+les+tenez par+quel+canal provenance origine+de+mes
        origine+de+ces origine+de+mon la+source quelle+source comment+se+fait+il+que+vous+me
        qui+vous+a+communique qui+vous+a+transmis qui+vous+a+vendu d+ou+sortez comment+savez+vous
        comment+etes+vous+tombe ou+avez+vous+eu comment+ce+surnom ou+est+ce+que+vous+avez
        donne+mes+infos d+ou+vous+avez comment+vous+savez vous+l+avez+chopee a+donne+mon+numero
        de+qui+l+avez qui+vous+l+a+dit""",
    "who": """qui+a+consulte qui+a+ouvert qui+a+eu qui+a+acces qui+peut+les+voir qui+a+vu a+qui
        ont+elles+ete+vendues destinataires ayant+acces qui+consulte avez+vous+communique
        avez+vous+transmis avez+vous+partage avez+vous+vendu ont+ete+envoyees+a+d+autres""",
    "howlong": """combien+de+temps cb+de+temps jusqu+a+quand duree+de+conservation duree+pendant
        temps+qu+il+sera+conserve duree+prevue quelle+duree pendant+combien""",
    "copy": """copie copies photocopie duplicata double exemplaire extrait releve integralite
        liste+des+donnees liste+de+mes liste+de+ce recapitulatif l+ensemble+des+donnees
        inventaire reproduction""",
    "see": """voir lire consulter recevoir obtenir envoyez envoyer envoie m+envoyer expedier m+expedier
        montrez montrer fournir fournissez fournissez+moi communiquer communiquez transmettre
        transmettez remettre donner donnez parvenir faire+parvenir faites+moi+parvenir adresser
        avoir renvoyez imprimer me+les+adresser reçoive recoive produire tenir montrez+moi prouvez
        entendre recuperer""",
    "file": """dossier dossiers rapport rapports notes annotations donnees infos informations images
        enregistrements conversations evaluations releves pieces resultats profil historique courriels
        mails+internes renseignements elements cliches radios rapport+individuel compte+rendu
        video videos fiche chiffres chiffre carnet stats tests entretien casier analyses analyse
        protocole prise+de+vues images+de+camera badgeage pointages dossier+medical visites""",
    "art15": """article+15 art+15 droit+d+acces demande+d+acces droit+acces acces+a+mes+donnees
        acces+a+mon+dossier""",
    "fileask": """puis+je+avoir pourrais+je+avoir puis+je+le+recevoir je+peux+les+avoir
        puis+je+recevoir pourrais+je+recevoir pourrais+je+obtenir je+peux+avoir on+peut+recevoir
        puis+je+voir puis+je+consulter pourrions+nous+avoir je+peux+voir""",
    # === WRONG DATA === #
    "correct": """corrigez corriger corrigiez corrige corrigee corriges correction corrections
        rectifiez rectifier rectifie rectifiee rectification rectifiez+la redresser redressez reparez
        reparer adaptez adapter ajuster ajustez amender amendez regulariser regularisez completer
        completez changez changer changiez modifier modifiez modifiiez mettre+a+jour mettez+a+jour
        mise+a+jour actualisez actualiser actualisees actualise remplacez remplacer remplace
        remplacee remplacer+par renommer renommez arranger remettre+la+bonne mettre+la+bonne
        mettez+la+bonne mettez+le mettez encodez encoder notez+le notez inscrivez+plutot
        faire+le+changement le+changement remettre+tout+ca remettre+d+aplomb rendre+conforme
        rendre+mon+dossier+conforme mettre+en+concordance en+concordance mettre+ca+en+ordre faut+mettre
        faut+changer il+faut+mettre faudrait+mettre a+remplacer adaptez+ca changez+ca faites+le+necessaire
        n+utilisez+que""",
    "datum": """nom prenom adresse adresses numero num date+de+naissance naissance code+postal iban
        compte+bancaire telephone fixe portable gsm mail e+mail email civilite etat+civil sexe langue
        nationalite diplome profession revenus anciennete groupe+sanguin orthographe rue boite
        nom+d+usage nom+de+jeune+fille ville ville+dans dossier fiche profil coordonnees registre
        registres carte+d+identite annuaire titulaire mention allergie antecedents base badge
        fichiers fichier bulletin note certificat contact vos+donnees age inscription rapport
        fiche+de+personnel personne+de+contact domicile compte plateforme toiture genre score
        adresse+de+facturation adresse+de+livraison""",
    "wrong": """cloche pas+bon pas+bonne
        faux fausse fausses erreur erreurs errone erronee erronees inexact inexacte inexactes
        incorrect incorrecte incorrectes mal+ecrit mal+ecrite mal+orthographie mauvais mauvaise
        mauvaises perime perimee obsolete obsoletes pas+a+jour incomplet incomplete il+manque
        y+manque manque plus+la+bonne plus+le+bon n+est+plus+la+bonne interverties inverse inversees
        confondu melange ce+n+est+pas+mon ce+n+est+pas+ma pas+ma+tete a+tort avec+un+h
        n+existe+plus n+est+pas+titulaire faute+de+frappe trompe trompes n+ai+jamais+eue
        jamais+subie jamais+eu en+realite coquille faute affiche+encore datent+de classe+dans
        pas+mort suis+pas+mort""",
    "moved": """j+habite~depuis depuis~j+habite habiterons je+vis je+reside suis+domicilie nouvelle+rue a+demenage avons+demenage
        demenage demenagement j+habite+desormais j+habite+maintenant nouvelle+adresse
        nouveau+numero nouveau+num nouveau+nom nouveau+mail nouvelles+coordonnees changement+d+adresse
        change+d+adresse change+de+num change+de+nom change+de+numero adresse+a+change numero+a+change iban+a+change nom+a+change mail+a+change changement+de+banque
        n+habite+plus nous+habiterons j+habiterai nom+d+usage m+appelle+plus je+mappelle+plus
        je+porte+desormais j+ai+pris+le+nom me+suis+mariee me+suis+marie suis+divorcee nouvelle+carte
        ne+travaille+plus+chez depuis+mon+mariage je+vis+a rebaptise le+nouvo nouveau+toit changement+a+l+etat a+ete+renouvelee nom+de+jeune+fille
        nouveau+domicile suis+desormais""",
    "old": "ancien ancienne anciens anciennes",
    "instead": """et+non contrairement+a pas+stagiaire
        et+non+pas et+pas et+non au+lieu+de plutot+que c+etait or+j+en mais+j+ai
        pas+un en+realite et+non+plus non+pas je+suis+ne vous+avez+mis""",
    "art16": "article+16 art+16 droit+de+rectification",
    "orderstuff": """page+4
        facture+a colis devis page catalogue texte tutoriel
        invitation diapo slide chaise siege rapport+annuel article+de+presse menu tarifs paragraphe
        option options loi mon+bail mise+a+jour+a""",
    "these": """ce cet cette ces ledit ladite lesdits lesdites""",
    "am_i": """je+figure+dans je+suis+dans+votre suis+je+encore+dans suis+je+dans je+figure+encore mon+nom+traine mon+nom+figure suis+je+fiche suis+je+enregistre je+suis+encore+dans""",
    "called": """enregistrer+comme enregistre+comme c+est+van je+suis+infirmiere indiquer+que
        s+appelle s+ecrit je+m+appelle je+mappelle mon+nom+est mon+prenom+est on+ecrit m+appelle+officiellement nouveau+compte c+est+bien je+suis+ne je+suis+nee né+en est+inscrit+comme est+note est+notee""",
    "fix": """rectifiez rectifier corrigez corriger rectifie actualisez actualiser reparez reparer redresser amender amendez adaptez changez+ca changez+la changez+le mettez+la+bonne mettre+la+bonne remettre+la+bonne remettre+tout+ca remettre+d+aplomb regularisez regulariser rendre+mon+dossier+conforme faire+le+changement mettre+a+jour mettez+a+jour en+concordance rectification correction mettre+ca+en+ordre faut+changer encodez+le notez+le adaptez+ca ajuster faites+la+correction remplacez+donc modifiez+le mettez+ca+en+ordre""",
    "broken": """ne+fonctionne+pas ne+marche+pas page+d+erreur bug beug introuvable hors+service ne+fonctionne+plus renvoie+vers erreur+404""",
    "move": """basculez basculer livrez+moi+tous
        migrez migrer transferez transferer transferees transfere faites+suivre faire+suivre passer+chez faire+passer emporter emmener me+suivre demenage+chez basculer importer reimporter amener envoyez+lui+mes envoyer+directement envoyez+directement envoyez+lui lui+transmettre leur+transmettre transmettez+directement directement+a recoive+mes envoi+electronique de+machine+a+machine reprendre+chez leur+passiez doivent+passer doit+passer portabilite porter+chez adressiez+mes""",
    "strong_format": """csv json xml vcard gpx gedcom ical format+structure fichier+structure fichier+importable format+standard format+ouvert format+exploitable format+lisible fichier+reutilisable export+de+mes exporter+mes exportez+mes en+excel""",
    "clitic": """lepron lapron lespron ca cela tout toutes tous celui celle ceux celles lui en""",
    "out": """de+vos+registres de+vos+fichiers de+votre+base de+vos+bases de+votre+systeme de+vos+systemes de+vos+serveurs de+vos+archives de+votre+fichier de+votre+site de+la+base""",
    "be": """existe existent figure figurent subsiste demeure""",
}
