"""English words, by what they mean; the spelling of a row is told in :mod:`..wording`."""

#: short words that give the language away
COMMON = """the and you my of to please would have with for your that not i is it in on a an this
be me was are do we from what can could hi hello dear thanks regards kind"""
#: words that join clauses
AND, OR, BUT = "and", "or nor", "but however"
#: words that begin a clause: wherever they stand, before a subject (:data:`FOLLOW`), after a
#: comma; verbs that begin a supposition
THAT, BECAUSE, ASIDE = "", "because although though", "which who whom whose"
THAT_BEFORE, BECAUSE_BEFORE = "that", "since as so while"
RELATIVES, INFINITIVES = "", "to"
SUPPOSING = "should"
#: words that begin what a clause says of somebody
FOLLOW = """you u i we my your the they it all this any he she a our their everything nothing there
youve ive weve theyve youre im youll"""
#: words after which "request" is a noun
DETERMINERS = "a an the my your our this that of any for her his"
#: endings of words that mean data
ENDINGS = ""
#: words before an order
SKIP = """hey then also so now just first afterwards next finally hello hi dear well ok yes no and
but"""
#: {meaning: words}
MEANINGS = {
    # how something is said
    "neg": """nobody no+one noone instead+of rather+than not no never nothing none neither nor dont
        doesnt cannot cant wont wouldnt shouldnt mustnt without refrain+from no+need
        under+no+circumstances isnt arent aint didnt havent hasnt wasnt werent not+any""",
    "nomore": "no+longer any+longer anymore any+more no+more again",
    "notonly": "not+only not+just not+that",
    "please": """dont+forget do+not+forget not+forget dont+hesitate do+not+hesitate
        without+undue+delay without+delay straight+away please pls plz kindly thx asap hereby
        immediately now urgently""",
    "polite": """so+kind so+good can+you could+you would+you will+you can+u could+u may+i+ask+you
        can+i+ask+you is+it+possible+to would+it+be+possible would+you+mind make+sure ensure
        call+upon+you call+on+you see+to+it arrange+for do+whatever+is+needed treat+this
        consider+this""",
    "want": """hope desire demand+that require+that would+love id+love love+to looking+to want
        wants wanted+to+ask wish like id+like need insist prefer wanna expect let+me id+rather
        would+rather""",
    "ask": """urging petition seek seeking hereby+request claim claiming applying asks requests
        demands ask asked asking request requesting requested demand demanding exercise exercising
        invoke invoking require apply summon instruct urge rely""",
    "must": """you+can you+may must should shall have+to has+to need+to+be needs+to+be may+not
        ought obliged""",
    "modal": "would can could may might",
    "can_i": "can+i may+i am+i+allowed do+i+have+the+right i+can i+may i+could",
    "i": "i we im ive id were+we",
    "you": "you u your they he she",
    "it": "it them that+all",
    "client": "client clients",
    "direct": "me",
    "wh": "whether+or+not how when why where what which who whose whether",
    "if": "if unless suppose in+case once when whenever as+long+as",
    "before": "before after until till prior+to",
    "thanks": "thank thanks thankyou grateful appreciate glad happy pleased",
    "advance": "in+advance",
    "know": """tell form procedure says explain know confirm* proof whether wonder* understand mean
        means policy evidence learn certificate""",
    "still": "still yet despite finally",
    "have": "have has had ive youve havent hasnt did didnt was were been wasnt werent",
    "threat": """regulator information+commissioner supervisory+authority lawyers complain*
        complaint* dpa authority lawyer solicitor court ico sue legal+action fine""",
    "request_noun": "request requesting demand application",
    "ignore": "ignore cancel disregard undo reverse",
    "recant": """changed+my+mind after+all+keep reconsidered second+thoughts thought+better+of
        stay+a+customer remain+a+customer""",
    "against": "against oppose opposed object prevent avoid stop objection",
    # what it is about
    "data": """footage recordings cctv video videos image images documents document membership
        registration trace traces infos particulars dossiers interview+notes emails+about+me
        customer+record personnel+file data info information details record records file files
        profile account acount accounts photo photos picture pictures cv resume application dossier
        everything all history stuff anything personal+data every+single+thing
        anything+and+everything notes contacts passport scan id+card identity+card""",
    "datum": """last+name first+name family+name maiden+name nationality email+adresses
        phone+numbers postal+address billing+address home+address contact+details dob
        marital+status title zip+code address addresses adress name surname birthdate birthday
        date+of+birth phone telephone mobile number email+address mail+address email+adress
        e+mail+address postcode zip iban bank+account+number account+number gender email+addresses
        house+number street names birth+date""",
    "me": "me my mine myself us our ours mn his her their client clients him relating+to",
    "all": "everything all",
    "about_me": "on+me about+me concerning+me against+me about+us on+us regarding+me about+myself",
    "hold_about": """on+me about+me of+me concerning+me against+me relating+to+me regarding+me
        my+data my+personal+data my+details my+information my+file my+records on+us about+us""",
    "system": """system archive archives platform website backend backups database databases
        systems db crm files+of+yours server servers books records""",
    "message": """email emails mail mails message messages letter letters comment attachment e+mail
        e+mails text+messages sms""",
    "list": """newsletter* mailing+list* email+list email+lists mail+list distribution+lists
        contact+list call+list subscriber+list newsletter newsletters mailing+list mailing+lists
        marketing+list list lists distribution+list mailings mailing""",
    "marketing": """newsletter* promo* advert* market* junk unsolicited commercial solicitation
        deals offer marketing advertis* ads advert adverts promo promos promotion* spam offers
        newsletter newsletters mailings advertising telemarketing profiling+ads brochure* catalog*
        flyer*""",
    "order": """invoice invoices bill fine order orders contract decision+of+the+board price
        parking ticket reminder purchase payment refund parcel charge charges fee fees goods paying
        pay delivered delivery""",
    "login": "password login log+in logon sign+in locked portal wifi",
    "provider": """providers suppliers employer platform network provider supplier company+b
        competitor service controller bank insurer operator other+company another+app other+app
        another+service""",
    "format": "readable usable file+format spreadsheet csv json xml excel xlsx structured",
    "old": "old former previous wrong incorrect outdated",
    "newer": "new+address new+phone new+number new+email",
    "consent": "approval consented opt+in consent permission authorisation authorization",
    "lawsuit": "court+case lawsuit court lawyer legal+claim legal+claims litigation proceedings",
    "outside": "outside transfer transfers transferred usa us third+countries third+country",
    "human": "member+of+staff employee people human humans real+person person+to somebody someone",
    "decision": """decision decisions decide decided rejected refused refusal rejection score
        turned+down declined""",
    # what is done with it
    "restore": "restore undo recover back return reinstate",
    "from": "on from off",
    "would_be": "would is was",
    "self": "myself ourselves",
    "away": "off out away",
    "changed": "changed",
    "erase": """eradicate terminate+my+account throw+away bin erazed dump eliminate remove+all
        take+down delete erase wipe destroy purge shred expunge dispose+of deletes erases delte
        dellete get+rid+of scrub erasing deleting wiping destroying removing+all chuck+out trash
        nuke scrap""",
    "erased": "deleted erased wiped destroyed purged shredded removed gone expunged disappear",
    "erasure": "deletion erasure removal destruction",
    "forget": "forget+me forget+about+me right+to+be+forgotten right+to+erasure right+to+deletion",
    "remove": "taken+off taken+out remove removing take~off take~out take~down get~off",
    "keep": """keep keeping store storing retain retaining hold holding stored retained kept
        process+or+keep""",
    "use": """utilise utilize exploit use using used process processing processed usage sell
        do+anything+with do+anything+else+with selling reselling resell""",
    "send": """emails+me sends+me mailed texting+me bombarding spam+me forward+me texting send
        sending sends mail+me mailing+me email+me emailing+me spamming bombard* text+me""",
    "receive": "receive receiving get getting hear",
    "contact": """phone phoning ringing reach+out write+to write+me message+me contact contacting
        contacted call calling phone+me ring disturb bother""",
    "stop": """ceasing discontinue knock+it+off stop stops cease quit halt end enough put+an+end
        put+a+stop""",
    "until": "until till while for+the+time+being temporarily meanwhile pending as+long+as",
    "unsub": """unsubscription deregister unenroll take+me+off unsubscribe unsubscribed
        unsubscribing unsub opt+out opting+out opt+me+out opt~out take~off leave+me+alone
        sign+me+off leave+me+be leave+me+in+peace leave+us+alone""",
    "object": "object objection objecting oppose opposed opposition objections",
    "restrict": "restrict restriction restricting limit limiting limitation restricted",
    "freeze": """blocked frozen suspended halt+the+processing put+a+hold put+on+hold freeze block
        suspend pause blocking suspending on+hold freezing put~hold lock""",
    "portable": """structured portab* machine+readable machine+readible structured+format
        commonly+used other+format portable+format""",
    "transfer": """transferring transferred+to moved ported switch pass+on transfer transmit port
        move forward migrate take~with""",
    "export": "export exporting download exported",
    "automated": """automation profile+me algorithmic credit+score scored automated automatic
        automatically algorithm algorithms profiling computer robot scoring machine ai bot""",
    "review": """reviewed looked reassessed intervene second+look examine checked evaluate review
        reviews look reconsider intervention assess check reassess""",
    "agree": "agree agreed consenting",
    "withdraw": """take~back taking+back withdraws rescind rescinding pull+my take+back withdraw
        withdrawing withdrawal withdrawn revoke revoking revoked retract cancel""",
    "safeguards": """standard+contractual+clauses scc sccs standard+contractual binding+corporate
        model+clauses transfer+safeguards appropriate+safeguards copy+of+the+safeguards""",
    "safeguard": "safeguards safeguard guarantees",
    "access": """right+to+access access+my access+to+my accessing article+15+request sars access
        dsar sar subject+access access+request inspect inspection right+of+access insight+into""",
    "copy": """list+of duplicate duplicates breakdown inventory report copy copies overview
        transcript extract printout summary""",
    "see": """share+with+me furnish inform+me let+me+have produce access+to see view show give
        provide supply hand disclose read have+a+look take+a+look share+all share+any
        share+the+data""",
    "had": """do doing have has got hold holding store stored know keep process processing
        processed collected collect gathered retain record""",
    "source": """get got obtain obtained come came find found receive source buy bought have
        received""",
    "share": """given share shared sharing sold sell passed disclosed disclose recipients forwarded
        pass~on passed~on passing~on""",
    "correct": """rectified corrected put+right amended correct rectif* amend correcting correction
        fix sort+that+out sort+this+out sort+it+out put+straight set+straight put+that+right""",
    "change": """amend updated revise replaced alter changed+to+be update change adapt modify
        replace updating changing edit adjust""",
    "wrong": """errors misspelling misspelled mistaken mistakes wrongly+spelled badly+spelled
        spelled+wrong no+longer+correct wrong wrongly incorrect incorrectly inaccurate misspelt
        mis+spelt false outdated out+of+date mistake error typo obsolete incomplete is+missing
        missing+an missing+a""",
    "right": "right correct accurate current true are+correct is+correct be+correct",
    "moved": """have+moved ive+moved weve+moved moved+house changed+to name+changed surname+changed
        got+married moved+to name+is+now now+called now+go+by i+go+by reverted+to""",
    "except": "except apart+from other+than save+for aside+from but+only",
    "asked": "asked requested",
    "fulfilled": """you+did did+so was+done been+done done+so you+have+done thank thanks+for
        thankful""",
    "train": "train training trained",
    "abroad": "abroad overseas country",
    "should_be": """should+be should+read must+be must+read needs+to+be ought+to+be needs+to+read
        has+to+be ought+to+read""",
    "seen": "looked viewed opened accessed seen consulted",
    "then": "then",
    "footage": "footage cctv recordings",
    "mention": "named mentioned mention mentions mentioning appear appears",
    "renamed": "no+longer+called",
    "origin": "source origin",
    "elsewhere": "have+moved+the have+moved+our ive+moved+the weve+moved+the we+moved+the",
    "facts": "information+about information+on info+on info+about",
    "spelt": "wrote spelt spelled",
    "with": "with without",
    "acquaintance": "colleague friend neighbour neighbor boss manager roommate flatmate ex",
}
#: long words in which a slip of a finger is seen
LONG = """delete deleted erase remove account everything personal unsubscribe information
newsletter withdraw consent restrict incorrect address"""
