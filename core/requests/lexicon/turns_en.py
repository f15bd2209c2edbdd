"""English turns of phrase; the spelling of a row is told in :mod:`..turns`."""

#: {short or misspelt word: what it stands for}
ALIASES = {
    "u": "you", "ur": "your", "urs": "yours", "pls": "please", "plz": "please", "plse": "please",
    "kindly": "please", "r": "are", "n": "and", "wanna": "want to", "gonna": "going to",
    "gimme": "give me", "lemme": "let me", "cos": "because", "cuz": "because", "dunno": "dont know",
    "wat": "what", "wot": "what", "hv": "have", "dat": "that", "da": "the", "im": "i am",
    "ive": "i have", "id": "i would", "ill": "i will", "youve": "you have", "youre": "you are",
    "youd": "you would", "weve": "we have", "wed": "we would", "were": "were", "theyve": "they have",
    "whats": "what is", "whos": "who is", "wheres": "where is", "hows": "how is",
    "whove": "who have", "its": "its", "thats": "that is", "theres": "there is",
    "cant": "can not", "cannot": "can not", "dont": "do not", "doesnt": "does not",
    "didnt": "did not", "wont": "will not", "wouldnt": "would not", "isnt": "is not",
    "arent": "are not", "wasnt": "was not", "werent": "were not", "havent": "have not",
    "hasnt": "has not", "shouldnt": "should not", "mustnt": "must not", "neednt": "need not",
    "mayn": "may not", "maynt": "may not", "aint": "is not", "nobodys": "nobody is",
    "acc": "account", "acct": "account", "accnt": "account", "pic": "picture", "pics": "pictures",
    "foto": "photo", "fotos": "photos", "info": "information", "infos": "information",
    "adress": "address", "addy": "address", "yr": "your", "yrs": "years", "no1": "nobody",
    "thru": "through", "tho": "though", "diff": "different", "asap": "please", "msg": "message",
    "msgs": "messages", "del": "delete", "rm": "remove", "resume": "cv", "resumes": "cvs",
    "whilst": "while", "amongst": "among", "programme": "program", "ain": "is not",
    "organise": "arrange", "organize": "arrange", "cheque": "check",
}
#: {name: words and rows, parted by commas}
SETS = {
    # who and whose
    "my": """my, our, mine, his, her, their, the, all, this, that, these, those, any, every, each,
        whatever, everything, of me, of mine, of ours, about me, s""",
    "mine": """my, our, mine, ours, me, us, myself, client, clients""",
    "you": "you, your, yours, they, company, firm, somebody, someone",
    "third": """mother, father, mum, mom, dad, brother, sister, friend, wife, husband, ex, son,
        daughter, colleague, customer, customers, member, members, people, he, she, everybody,
        users, user, others, theirs, child, flatmate, neighbour, niece, nephew, aunt, uncle""",
    # how something is asked
    "skip": """so, now, and, then, also, well, hi, hello, but, yes, ok, okay, again, therefore, thus,
        or, lastly, secondly, first, second, third, further, furthermore, moreover, finally, simply, just""",
    "begin": "^, ^ <skip>, ^ <skip> <skip>",
    "want": """i would like, we would like, i want, we want, i wish, we wish, i expect, we expect,
        i request, we request, i ask, we ask, i demand, we demand, i require, we require, i insist,
        i would ask, i must ask, i would love, i would prefer, i prefer, i would appreciate, i need,
        we need, i would rather, i urge, i hereby, i desire, i am asking, i am requesting,
        i would be grateful, i would be glad, i would be happy, i would be pleased, i hope,
        i would be obliged, i shall be grateful, i would be thankful, would appreciate, i claim,
        we would be grateful, i call, we call, i invite you, i appeal, my wish, our wish,
        my request, my demand, i summon, i am writing to, i would be relieved, i demanded,
        i would sleep better, i would feel better, client wishes, client wants, client requests,
        client demands, client asks, clients request, undersigned requests, undersigned wishes,
        undersigned, want, would like, requesting, request you, my aim is, i am looking to,
        i am after, i would much rather, i look forward, wishes, wants, requests, demands, asks,
        i must insist, we must ask, we must insist, i beg, i have to ask, i do want, i really want,
        i just want, i only want, i am keen, i would welcome, i would kindly, i intend""",
    "order": """please, could you, can you, would you, will you, could someone, can someone,
        could somebody, can somebody, may i ask, might i ask, may i trouble, might i trouble,
        be so kind, be so good, be good enough, would you mind, <want>, see to it, make sure,
        ensure, arrange, i trust, have to, has to, need to, needs to, must, should, shall, ought,
        you can, you may, go ahead, feel free, do what is needed, do it, is it possible,
        would it be possible, any chance, is there any chance, is there any way, is there a way,
        can i have, could i have, can i get, may i have, can we, can we have, can my, could my,
        can all, could all, can the, could the, how about, why not, why dont you, undertake,
        requested to, asked to, required to, obliged to, request, required, thanks for, thank you
        for, thanks in advance, thank you in advance, time to, time you, high time, let us,
        i am asking, authorise you, instruct you, oblige, to be, are to, is to, action, hereby,
        you had better, you better, mind, it is time, kind enough, good enough""",
    "imperative": "<begin>, <begin> please, <begin> just, please, , just, and, then",
    "must": """must, should, has to, have to, needs to, need to, ought to, is to, are to, shall,
        may, can, could, might, got to, gotta, want, want to, please, had better, is due to,
        are due to, deserves to, belongs, belong, will have to""",
    "neg": """not, never, no, without, nobody, none, nothing, neither, nor, instead of, rather than,
        far be it, against, avoid, prevent, stop this, stop the, un""",
    # what goes
    "del": """delete, deleting, erase, erasing, wipe, wiping, destroy, destroying, purge, purging,
        shred, shredding, expunge, expunging, eradicate, obliterate, annihilate, nuke, zap, trash,
        scrap, bin, dump, ditch, discard, scrub, eliminate, unmake, burn, kill, axe, liquidate, 
        dispose of, get rid of, get shot of, do away with, make away with, be rid of, rid of,
        throw away, throw out, throw _ away, throw _ out, chuck out, chuck away, chuck _ out, chuck,
        tear up, rip up, cross out, cross _ out, strike, strike out, strike off, rub out, rub _ out,
        clear, clear out, clear _ out, clean out, clean up, weed out, wipe out, wipe _ out, wipe off,
        blot out, black out, cut up, remove, removing, take _ off, take _ down, take _ out,
        take down, take out, take off, get _ off, get _ out, drop, pull, lose, strip, withdraw _ from,
        deletion of, erasure of, removal of, destruction of, disposal of, disposal, deletion,
        erasure, removal, destruction, erazed, delate, deleate, anonymise, anonymize, incinerate,
        vaporise, flush, sweep out, sweep, full clear out, clear _ from,
        cleanse, remove all, uninstall, make _ disappear, make _ vanish, make _ go away, make disappear""",
    "strong": """delete, deleting, erase, erasing, wipe, wiping, destroy, destroying, purge, purging,
        shred, shredding, expunge, expunging, eradicate, obliterate, annihilate, nuke, get rid of,
        get shot of, do away with, dispose of, delate, unmake, trash, bin, dump, tear up, burn""",
    "gone": """deleted, erased, wiped, destroyed, purged, shredded, expunged, eradicated, removed,
        binned, trashed, scrapped, dumped, discarded, disposed of, got rid of, gotten rid of, gone,
        go, disappear, disappeared, vanish, vanished, eliminated, thrown away, thrown out, cleared,
        cleared out, taken down, taken off, taken out, torn up, burnt, burned, struck, stricken,
        crossed out, struck out, struck off, forgotten, out of, obliterated, nuked, scrubbed,
        zapped, ditched, rubbed out, cleaned out, anonymised, anonymized, cease to exist, come off,
        no longer exists, no longer exist, come out of, wiped out, be off, erazed, del, history,
        be rid of, in the shredder, in the bin, into the bin, in the shredder, into the shredder, for the bin, for the
        shredder, through the shredder, be no more, delete, erase, wipe""",
    "personal": """data, details, detail, information, particulars, records, record, file, files, dossier,
        profile, profiles, account, accounts, cv, cvs, application, applications, photo, photos, photograph,
        photographs, picture, pictures, image, images, selfie, selfies, footage, recording,
        recordings, video, videos, clip, clips, fingerprint, fingerprints, passport, licence,
        license, identity card, scan, scans, questionnaire, questionnaires, samples, sample, report,
        reports, note, notes, number, numbers, name, names, email, address, addresses, phone,
        mobile, card, bank details, history, chats, chat, posts, everything, registration, entry,
        entries, traces, trace, login, birthday, dob, birth date, date of birth, certificates, certificate, signature, voice,
        transcript, transcripts, interview, interviews, slips, mark sheets, salary slips, marks, iban, the lot, lot of it,
        all of it, all this, all that, every bit, stuff, anything, whatever, what you have,
        what you hold, what you got, what you kept, what you keep, whatever you have, documents, document, paperwork,
        papers, copies, copy, measurements, biometrics, biometric, templates, health, medical, results, result,
        answers, test, location, locations, movements, purchases, preferences, wishlist,
        username, user, user name, id, contact, contacts, person, existence, past, membership, old one, portrait, resume,
        correspondence, credentials, scores, score, reference, references, ratings, rating, listing, logs, log, statement,
        statements, identity, face, faces, x rays, xrays, x ray, charts, chart, tape, tapes, dna, saliva, tissue, badge,
        application form, application documents, my side, second set, set, sheet, sheets, form, forms, index card, paper trail, trail""",
    "my1": "my, our, mine, ours, client s, clients, myself",
    "object": """<my1> _ <personal>, the <personal>, that <personal>, this <personal>, these <personal>,
        those <personal>, all <personal>, any <personal>, every <personal>, all the <personal>,
        all of the <personal>, his <personal>, her <personal>, his personal <personal>, <personal> _ <mine>, me, us, myself, my client, everything, the lot,
        all of it, all traces, every trace, any trace, each trace, everything _ me, whatever you _,
        what you have, what you hold, what you got, all you have, all that you, all that,
        customer record, customer file, user profile, personal data, personal information, yours, it all, all data, all information, details of mine""",
    "it": "it, them, that, those, these, this, the same, the lot, everything, all, both, yours, same, same thing, bit, bits",
    "place": """system, systems, database, databases, records, files, server, servers, computer,
        computers, books, archive, archives, register, registers, crm, site, website, web site,
        page, app, platform, portal, cabinet, cabinets, drawer, drawers, cloud, backups, backup,
        directory, list of former, books, hard drive, hard drives, wall, board, facebook, instagram,
        insta, youtube, linkedin, network, index, memory, machine, machines, possession, hands, end, side, organisation, organization, company, filing, folder, folders, facebook page, tool, tools, pool, talent pool""",
    "out_of": "out of, off, from, off of, in",
    "no_reason": """no reason, no cause, no need, no basis, no grounds, no ground, no right,
        no business, no longer any reason, no longer any, no longer a reason, not any reason, no justification, no point,
        no legal basis, no purpose, not _ reason, not see why, no earthly reason, no excuse, serves no, no use for,
        no further use, no further need, not see any reason, no legitimate, no lawful, longer needed, no valid""",
    "keep": """keep, keeping, hold, holding, store, storing, retain, retaining, hang on to,
        hanging on to, hold on to, holding on to, have, having, save, saving, kept, stored, sit on,
        process, processing, possess, hang onto, hold onto, storage, retention, need""",
    "stays": """left, stay, stays, stayed, remain, remains, remained, linger, lingers, be kept, be stored, be left,
        stay saved, outlive, survive, be held, be retained, exist, in existence, be there, be around, be found, be there""",
    "filed": """on file, in your files, in your system, in your database, on your books, on record,
        in your records, on your system, on your computer, in your computer, in your computers, in your books, on your
        records, on your server, on your servers, on your list of, in there, in your archive, in your archives, known to
        you, in your directory, listed, on your database, on your site, findable, a number in your""",
    "ago": """ago, already, times, twice, weeks, months, before, still, yet, since, again, january,
        february, march, april, may, june, july, august, september, october, november, december,
        how long, how often, last week, last month, last year, spring, summer, autumn, winter, wks, reminder, promised""",
    "wrong_object": """message, messages, this mail, this email, that email, last mail, last email, the mail, the email, comment, comments, review, attachment,
        order, orders, invoice, invoices, basket, cart, meeting, appointment, paragraph, word, line, sentence,
        scratch, stain, tattoo, cookies, cookie, cache, app off, the app, plug in, watermark, app from, bug, block,
        piano, sign, booking, reservation, product, item, subscription, contract, file from my, points, hard disk, dictaphone, album,
        wart, mole, limescale, rust, graffiti, hedge, tree, bench, phone from, virus, typo, spam, lesson, event, post from, dent,
        mould, wall paper, wallpaper, fine, charge, fee, items, products, calendar, slot, ticket, tag, song, playlist, game, lock""",
    # what is held
    "held": """<personal>, about me, about us, on me, on us, stored, held, recorded, noted, saved,
        collected, documented, written down, wrote down, on file, under my name, linked to my name, linked to me""",
    "store": """have, has, hold, holds, keep, keeps, store, stores, stored, know, knows, known, got,
        recorded, record, saved, save, noted, collected, collect, gathered, process, processed, held, kept,
        written, wrote, wrote down, written down, put down, said, says, put together, compiled, documented, logged, there, on file,
        possess, retained, retain, entered, amassed, accumulated, filed, remember, find, see, doing with, do with""",
    "show": """show, send, give, provide, tell, let _ have, let _ know, let _ see, let _ read, supply, furnish,
        disclose, mail, email, hand over, hand, forward, produce, print, run, get me, make available, share, inform, reveal, spell out, explain, list, state,
        grant, present, lay open, lay out, deliver, transmit, issue, submit, post, run off, provided""",
    "see": """see, read, view, inspect, look at, look into, hear, know, check, find out, be told, learn, be shown, be
        informed, hear about, receive, get, obtain, have, listen to, go through, understand, be given, access, be provided, consult, copy of, access to, seeing, reading, be sent""",
    "see2": "see, read, view, inspect, look into, hear, check, listen to, access, seeing, reading, be shown, consult",
    "source": """where, from where, from whom, who from, how, how come, who, origin, source, whose idea, which agency, which company, which source""",
    "got": """get, got, gotten, dig up, dig _ up, dug, obtain, obtained, find, found, come by, came by, buy,
        bought, have, had, receive, received, gave, give, sold, sell, passed on, told, come from, came
        from, comes from, hold of, getting, know, knew, pass, leak, leaked, handed, hand, got hold, provided, supplied, acquire, acquired, collect, collected""",
    "recipient": """who else, to whom, to who, with whom, who with, whom, who, anyone else, anybody else, third
        parties, recipients, others, which companies, which partners, other companies, who all, what companies""",
    "shared": """has, have, had, gets, get, receives, received, receive, seen, see, sees, sold, sell, shared,
        share, passed, pass, given, give, gave, getting, forwarded, disclosed, handed, access, knows, transmitted, looked, read, opened, accessed, looks""",
    # what is wrong
    "datum": """name, names, surname, first name, last name, maiden name, address, addresses, email, mail
        address, phone, number, numbers, mobile, telephone, birthday, date of birth, dob, birth date,
        birthdate, iban, account number, bank details, marital status, status, title, gender, nationality, postcode, zip, post code,
        job title, profession, occupation, contact person, vat number, details, entry, record, records, file,
        data, profile, weight, height, blood group, tax class, residence, domicile, language, employer, income, plate,
        licence plate, number plate, salutation, spelling, dates, date, year of birth, place of birth, age, sheet, emergency contact, next of
        kin, beneficiary, qualification, allergies, allergy, diagnosis, medication, report, register, signature, registration, account, particulars, information, street, house number,
        flat number, flat, company name, contact details, credit file, credit report, score, history, grade, mark, birth year, position, department, card, doctor, gp, religion, denomination, certificate, reference""",
    "fix": """correct, corrected, rectify, rectified, rectification, correction, amend, amended, change, changed, alter, altered,
        adjust, adjusted, update, updated, fix, fixed, edit, edited, replace, replaced, swap, swapped, put right, set right, put _ right, set _ right,
        set _ straight, put _ straight, set straight, sort out, sorted out, sort _ out, revise, revised, modify, modified, complete, completed, add,
        added, enter, entered, supplement, supplemented, put _ in, reflect, match, make the changes, make the change, overwrite, overwritten,
        substitute, straighten out, bring up to date, reword, tidy up""",
    "false": """wrong, wrongly, false, incorrect, incorrectly, inaccurate, untrue, mistaken, mistake, mistakes, error, errors, typo,
        typos, misspelt, misspelled, mis spelt, out of date, outdated, obsolete, incomplete, not correct, not right, not true, not accurate, no longer
        correct, no longer valid, no longer current, not valid, no longer right, no longer up to date, old one, not mine, belongs to, mixed up, mixed me up, mixed us up,
        confused me, confuse me, does not exist, does not work, nonsense, rubbish, not me, lacks, missing, swapped, transposed, back to front, twisted, out by, nothing to do with me, somebody else, someone else""",
    # the rest
    "machine": """algorithm, algorithms, algorithmic, software, program, programs, computer, computers, computerised, bot, bots, robot,
        robots, ai, artificial intelligence, automatic, automatically, automated, automation, machine, machines, scored, score, scores, scoring, system
        decided, model, internal model, filter, auto, rating, creditworthiness, checker, profiling, test has, personality test, face recognition, photo check, calculated,
        seconds, ten seconds, within minutes, instantly, no human, by camera, chatbot, online check, eligibility test, the system, your system, risk signal, article 22, art 22, formula, matching tool""",
    "human": """human, humans, human being, person, real person, people, somebody, someone, anybody, anyone, employee, employees, member of staff,
        staff, staff member, manager, branch manager, officer, official, clerk, teacher, lecturer, recruiter, recruiters, foreman, foremen, committee, doctor, underwriter, colleague,
        supervisor, adviser, advisor, caseworker, boss, a pair of eyes, competent person, living soul, flesh and blood, expert, department, case handler, human eyes, human intervention, one of you, specialist, team, editor, examiner, agent, reviewer, moderator, professional, person in charge, personally, by hand, manually""",
    "review": """review, reviewed, reviews, reconsider, reconsidered, look at, looks at, looked at, look into, look over, go through, gone through, goes through, go
        over, check, checks, checked, examine, examined, examines, decide, decides, decided, decision, assess, assessed, assesses, reassess, re examine, judge, judges, judged, verify,
        read, reads, mark, marks, marked, redo, watch, watches, consider, considers, intervene, intervention, evaluate, evaluated, think again, think, taken again, anew, take over, double check, see, listen,
        explain, talk, speak, handle, handled, deal with, second look, another look, have a look, take a look, fresh look, involved, process, approve""",
    "decision": """decision, decisions, decided, refused, refusal, rejected, rejection, reject, turned down, turned me down, declined, denied, deactivated, deactivation, banned, ban, weeded, score,
        scored, rating, ranked, rank, result, outcome, premium, price, pricing, application, loan, mortgage, credit, claim, limit, shifts, blocked, suspended, suspension, fraud, fraudster, eligible, not eligible, marked, cheated, match, limit, case, closed, sorted, sorts, no comes, allocates, allocate, allocated, halved, classified, category, group""",
    "marketing": """list, lists, mailing list, mailing lists, call list, newsletter, newsletters, advert, adverts, advertising, advertisement, advertisements, ads, ad, marketing, promo, promos,
        promotion, promotions, promotional, offers, offer, spam, mailings, mailing, mailshots, mailshot, flyers, flyer, leaflets, leaflet, catalogue, catalogues,
        catalog, catalogs, brochure, brochures, junk, deals, vouchers, voucher, coupons, cold calls, cold call, sales calls, sales call, telemarketing, tele marketing,
        call centre, surveys, survey, campaign, campaigns, appeals, appeal, fundraising, invitations, magazine, magazines, bulletin, bulletins, push notifications,
        notifications, reminders about, recommendations, tailored, personalised, personalized, targeted, tracking, begging letters, product information, news, circulars, donation, donations, sell me, win me back, sales, text messages from your shop, whatsapp, faxes, fax, birthday, sms, texts, reps, representatives, salesmen, salespeople, sales people, stalls, distribution, tips, sales pitch, pitches, solicitations, canvassing, flog, political, samples, sweepstakes, prize draws, promotional sms, customer satisfaction, feedback requests""",
    "mails": """mails, mail, emails, email, e mails, e mail, messages, message, letters, letter, calls, call, texts, text, sms, post, contact, communications, communication, phone calls,
        ringing, calling, contacting, emailing, texting, mailing, writing, sending, them, bombarding, spamming, faxes, notifications, pestering, bothering, ring, bother, pester, bombard, approached, visits, visit, correspondence""",
    "no_more": """no more, not _ any more, not _ anymore, no longer, stop, stopped, cease, quit, end, enough, not, never, none, put an end, put a stop, halt, spare, spare me, spare us, without, drop, cut out, refrain from, done with, fed up with, sick of, leave me out, leave us out, do without, knock off, no further, turn off, switch off, nothing more""",
    "consent": """consent, consents, consented, permission, permissions, agreement, agreed, agree, authorisation, authorization, authorised, authorized, approval, approved, ok, okay, yes, declaration, release,
        waiver, tick, ticked, ticking, signature, signed, my word, opt in, opted in, allowed, permitted, licence to, green light, go ahead, said all right, said sure, said fine, blessing, acceptance, accepted, said yes, box, power of attorney, mandate, gave you leave""",
    "revoke": """withdraw, withdraws, withdrawing, withdrawn, withdrawal, revoke, revokes, revoked, revoking, revocation, retract, retracting, retracted, rescind, rescinded, rescinding, take back, taking back, take _ back,
        taking _ back, taken back, cancel, cancelled, cancels, cancelling, undo, pull, pulling, pulled, void, null and void, no longer stands, no longer stand, no longer applies, no longer apply, no longer valid, expired, has ended, have ended, is over, is off, are off, off the table, second thoughts,
        regard _ as a no, as a no, now i say no, not any more, not anymore, no longer, not all right, not ok, decided against, changed my mind about, withhold, terminate, terminated, end, lapses, renounce, recall, now no, not comfortable, rely on""",
    "format": """csv, json, xml, excel, xlsx, spreadsheet, vcard, vcf, gpx, fit files, ics, mbox, ofx, zip, ods, pdf a, machine readable, computer can read, readable by, a format, the format, usual formats,
        open format, common format, standard format, digital format, file format, data file, as a file, one file, in a file, as file, electronic form, electronic format, electronically, digital form, digitally, digital, reusable, re usable, import,
        upload, load in, structured, commonly used, interface, computer to computer, system to system, from system to system, usb stick, usable, as a table, portable, export, exported, api, data package, open standard, interoperable, another program, other apps, other app, other program, a program""",
    "to_other": """to <new> _ <provider>, to another _ <provider>, <new> _ <provider>, to your competitor, to a competitor, the competition, to them, to him, to her, straight to, directly to, to my, to our, over to, to the firm, to the other, to the new, to next, to a different, with me, new owner, to your rival, to the company""",
    "new": "new, next, other, another, different, future, second, rival, own",
    "provider": """provider, providers, supplier, insurer, insurance, bank, app, platform, gym, company, operator, shop, service, portal, host, landlord, employer, adviser, advisor, system, carrier, firm, doctor, gp, dentist, clinic, course, teacher, competitor, network, broker, store, school, account, program, website, site, tool, brand, phone, agency, club, job portal, pharmacy, one, server, practice, hospital, studio, trainer, library, university""",
    "transfer": """transfer, transferred, transmit, transmitted, send, sent, ship, hand, handed, hand over, forward, forwarded, port, ported, porting, move, moved, migrate, carry, carried, take, pass, deliver, delivered, provide, go, bring, export, hand _ over, transfer of, transmission, transmission of, give, put, handover, hand over of, pass on, get, supply, let, have, release, upload, sync""",
    "thing": """<personal>, portfolio, albums, album, playlists, playlist, workouts, training plan, plan, transactions, readings, listings, messages, catalogue, address book, ride history, tree, recipes, runs, data, books, bookmarks, library, favourites, consumption, preferences, contract details, highlights, lesson plans, progress, points, contents, rides, miles, routes, invoices, orders, subscribers, measurements, tracking, values, scores, season, games, posts, bookings, customer notes, collection""",
    "freeze": """block, blocked, blocking, freeze, frozen, freezing, lock, locked, lock _ up, locked up, seal, sealed, quarantine, quarantined, set aside, set _ aside, put on ice, on ice, put _ on ice, mothball, mothballed, put on hold, put _ on hold, on hold, suspend,
        suspended, pause, paused, under lock, under lock and key, restrict, restricted, restricting, restriction, restriction of, limit, limited, limiting, ring fence, ringfence, contested, disputed, under dispute, as disputed, in the safe, a block, keep your hands off, hands off, fence off, standstill, frozen state, isolate, isolated, stay put, leave _ where""",
    "until": """until, till, while, as long as, for as long as, pending, for the time being, meanwhile, in the meantime, until then, for now, so long as, until further notice, provisionally, temporarily""",
    "evidence": """evidence, proof, court, police, lawsuit, claim, claims, tribunal, solicitor, lawyer, sue, suing, suit, legal, proceedings, insurance, appeal, appealed, dispute, disputed, disputing, argue, arguing, judge, trial, hearing, defend, case, contest, prosecution, prosecutor, accident, litigation""",
    "use": """use, using, used, process, processing, processed, pass on, pass _ on, passed on, share, shared, sell, work with, act on, touch, open, evaluate, analyse, calculate, give _ out, report, show, do anything, play, look at, read, reading, rely on, anything else, nothing else, no other purpose, else, otherwise, only store, purpose, publish, disclose, further use, reach for""",
    "country": """usa, us, america, american, states, texas, california, oregon, utah, india, indian, bangalore, mumbai, china, chinese, russia, serbia, brazil, morocco, kenya, philippines, manila, sri lanka, israel, turkey, ukraine, mexico, canada, australia, japan, korea, singapore, vietnam,
        thailand, egypt, tunisia, south africa, nigeria, ghana, uae, dubai, emirates, saudi, pakistan, bangladesh, malaysia, indonesia, hong kong, taiwan, colombia, argentina, chile, peru, abroad, overseas, ocean, third country, third countries, outside, non eu, virginia, florida, new york, seattle, albania, bosnia, belarus, macedonia, armenia, georgia, kazakhstan, moldova, costa rica, mauritius, madagascar, uruguay, switzerland, uk, foreign, offshore""",
    "clauses": """clauses, clause, safeguards, safeguard, guarantees, guarantee, contract, contracts, agreement, mechanism, legal mechanism, legal basis, scc, sccs, binding corporate rules, bcr, bcrs, adequacy, protects, protected, protect, protection, standard clauses, rules, agreed, dpf, privacy framework, privacy shield, transfer agreement, secured, arrangements, arrangement, legal ground""",
    "bill": """invoice, order, parcel, delivery, rent, building permit, parking ticket, quote, washing machine, heating, booking""",

    # turns of several words
    "completely": "completely, entirely, altogether, no leftovers, for good, everything, of your, for ever, forever, totally",
    "no_longer": "no longer, not _ any more, not _ any longer, not _ anymore",
    "filerec": "file, files, record, records, system, register, profile, report, account, certificate, database, directory, card, sheet, entry, badge, reference",
    "send": "send, mail, give, let, email, forward, play, show, hand",
    "mail": "mail, email, send, give",
    "callme": "phone me, ring me, call me, mail me, you phone, you call, write to me, text me, email me, ring me up, you ring, you write, win me back",
    "consent2": "consent, consents, permission, permissions, agreement, authorisation, authorization, approval, ok, okay, yes, declaration, release, waiver, tick, signature, my word, opt in, licence, green light, go ahead, blessing, acceptance, box, power of attorney, mandate, what i signed, what i agreed, leave, yes of, consenting, clearance",
    "consentgiven": "agreed, agree, agreement, consent, consented, consents, permission, permitted, allowed, authorised, authorized, said yes, said all right, said ok, said okay, said sure, said fine, signed, ticked, tick, waiver, approved, gave my ok, ok on, i was ok, my ok, our yes, my yes, said i was fine, release, opted in, declaration, authorisation, i gave, permit",
    "consentq": "cookie banner",
    "fix2": "correct, correction",
    "for": "moved to tears",
    "fromyou": "moved by",
    "fraud": "card was, my card, the card, card is, stolen card",
    "fraud2": "my card, stolen card, card was",
    "has_ended": "has ended, have ended, is off, are off, is over, is void, are void, is withdrawn, is revoked, is hereby, has expired, is no longer, lapses, ends, no longer, is cancelled, is null, is to be regarded, is taken back, is gone",
    "hear": "heard, hear that, read that, read in, told that, was told, been told, saw, notice that, noticed, says that, say that, thought, wonder, wondering, gather, understand that, it says, faq, states that, rumour, suppose, apparently, seems, minutes, article says, according to, informed that, interested in how, thesis, webinar, talk, topic, lesson",
    "machine2": "<machine>, system, screening, online, website, portal, test, app, software, by the system, platform, car insurance quote",
    "mechanism": "mechanism, legal basis, guarantee, guarantees, safeguards, clauses, standard contractual",
    "neg2": "not, never, without, nobody, none, neither, nor, instead of, rather than, far be it, against, avoid, prevent, un, need not, no need to, no, hardly, scarcely, or, stop this, stop the, stop",
    "new_live": "london, address, street, road, there, house, flat, lane, avenue, uk, city, town",
    "no_restrict": "sales, newsletter, marketing, advertising, ads, ring me, call me, decision, password",
    "noauto": "phone, call me, answer the phone, speak to a human, talk to a human, real person on",
    "order2": "order drop, order cancel",
    "other_app": "other app, other apps, android, iphone, another, other, new, upload, import, read, same, computer",
    "paperonly": "paper copy, by post",
    "proc": "procedure, process for, how do, how does, how long, what happens, policy, button, form, right to, is it true, conditions, thesis",
    "reported": "you have _ <gone>, youve _ <gone>, has been <gone>, have been <gone>, was <gone>, were <gone>, you <gone>, got <gone>, had been <gone>",
    "revoke2": "withdraw, withdraws, withdrawing, withdrew, revoke, revokes, revoking, retract, retracting, retracts, rescind, rescinds, rescinding, take back, taking back, take _ back, taking _ back, cancel, cancels, cancelling, undo, pull, pulling, renounce, recall, terminate, withdrawal of, revocation of, retraction of, withhold, end, drop, go back on, unsign, void, rescission of, repeal, cancellation of, annul",
    "revoked": "back, void, withdrawn, revoked, retracted, cancelled, no longer, over, off, ended, ends, lapsed, rescinded, null and void, invalid, terminated, expired, annulled, undone",
    "still2": "still, yet",
    "switch": "switching, switch, changing, change provider, change to, moving, move to, leaving, going over, shifting, cancelled, new provider, another provider, next provider, new supplier, new company, new app, other app, own shop, new one, another one, other one, other course, other company, another host, another gym, off to, transfer, competition, new gym, new landlord, new job portal, new insurer, new teacher, other provider, merger, new system, new operator, different, different system, consultant, elsewhere, new bank, new doctor, new dentist, new school, new employer, competitor, new host, new adviser, another app, another platform, another service, closing, signing up with, gone over, new home, terminating, new phone, android, iphone, new supplier",
    "third2": "keeps, <says>",
    "to_other2": "to <new> _ <provider>, over to, to them, to him, to her, to your competitor, to the competition, to the new, to the other, to my new, to our new, to a new, to another, to a different, to the firm, to the following, to my next, to my current, to my present, straight to, directly to, to novaline, to a competitor",
    "to_whom": "them, him, her, my, our, the, your competitor, another, a",
    "transfer2": "to my new, to the new, to another, to our new",
    # guards
    "mine2": "me, us, my, our",
    "will": "will, would",
    "must2": "must, should, has to, have to, needs to, need to, ought to, is to, are to, shall, got to, gotta, can",
    "modal": "should, must, can, could, may, might, would, do, did, ought to, have to, want to, wanted to, tried to, try to, am going to, had to, will, need to, have",
    "says": "says, said, told, tells, asked, wants",
    "place2": "system, systems, database, databases, server, servers, archive, files, everywhere, records",
    "notjust": "not just, not only, and all, as well as",
    "object2": "<my1> _ <personal>",
    "mails2": "newsletter, mails, calls, letters, emails, ads, texts, mailing list, post, mailings, sms, offers, advertising",
    "copy2": "copy, overview, insight, what you, what is, know what, know which, know who, see what, as well as, summary, inspect, access",
    "lesson": "webinar, lesson, training, talk, course, seminar, presentation",
    "not_freeze": "interested, no",
}
#: {right: rows that ask for it}
ASKS = {
    "erasure": """
        <imperative> <del> _ <object>
        <order> _ <del> _ <object>
        <order> __ <strong> _ <my> _ <personal>
        <order> _ <strong> <it>
        <imperative> <strong> <it> @personal !!wrong_object
        <imperative> take/get/pull/throw/chuck <it> off/out/down/away +place @personal !!wrong_object
        <order> _ <del> <it> @personal !!wrong_object
        <order> _ <it> _ <gone> @personal !!wrong_object
        <order> _ <object> _ <gone> $
        <order> __ <my> _ <personal> __ be <gone>
        <want> __ <my> _ <personal> _ <gone>
        have/get/want/see <object> _ <gone> !?
        <object> _ <must> be? <gone>
        <object> __ <must> be <gone>
        <object> _ <must2> go $
        <object> _ <must2> go/disappear/vanish/leave/off
        <my> _ <personal> <must> _ in/into/through the? shredder/bin/trash/fire
        <del> _ <object> _ <out_of> _ <place> !?
        <imperative> pull/strike/drop/take/get/cut/wipe/clear _ <object> _ <out_of> _ <place>
        <order> strike/drop/take/get/cut/pull/scratch/cross _ me/us/him _ from/off/out _ <place>
        <begin> <del> _ <personal> !wrong_object
        <begin> <personal> _ gone/away/off/out please?
        <no_reason> __ <keep> _ <object> !?
        <no_reason> _ <keep> _ <my> _ <personal> !?
        you _ no longer need _ <object> +order
        not/no _ longer? want/wish/care/like/rather __ <filed> !marketing !consentgiven
        no longer _ <filed> !marketing !consentgiven
        rather not __ <filed>/findable
        rather not have _ <my> _ <personal> __ with you
        not want _ to exist
        nothing/none/no _ <mine> __ <stays>
        no <personal> _ me _ <stays>
        nothing/none/no _ <mine> _ <personal> __ <stays>
        <want> __ nothing/none/no __ <stays>
        <personal> _ did not <stays>
        high? time __ <personal> _ <gone>
        waiting for _ deletion/erasure/removal
        where/wheres is? _ deletion/erasure/removal ?
        deletion/erasure/removal you _ promised
        why __ still __ <filed> ?
        any reason why __ still __ in/on there
        asked/told/wrote/requested/times/requests __ delete/erase/remove/wipe/forget/take me/my/it/them/out !?
        told you __ to <strong> _ <it> !!third
        how often/many _ <del> _ <object>
        <want> _ out <completely>
        <want> be? forgotten !third
        <order> _ forget _ me/us/client
        a _ guest/customer/member be forgotten
        clear out of my _ <personal>
        leave nothing behind
        leave no trace
        <want> _ as little behind
        not leave a copy
        <keep> _ no note/copy/record of it/me
        <want> __ <personal> no longer exists
        <personal> __ are/is to be <gone>
        <order> _ <object> __ permanently/completely/entirely/forever/irretrievably/irrevocably deleted/removed/erased/destroyed
        <begin> delete the lot
        <begin> <del> everything
        end _ <keep> of? _ <my> _ <personal>
        stop storing/keeping/holding/retaining _ <object>
        you should/must/may/can not _ keep/store/hold/retain _ <object>
        gone _ from your _ <place>
        <object> _ <gone> from _ <place> +order
        out _ of your _ <place> +want
        once the information _ destroyed
        due course is over
        i want out of your _ <place>
        trash/delete/bin/wipe/shred whatever/everything/all _ you __
        <want> _ wiped/erased/deleted $ @personal !!wrong_object
        posts and the user
        obliged to erase/delete __ you no longer need
        <order> _ see _ gone @personal
        is/are not a customer __ <del> _ <object>""",
    "access": """
        what/which _ <personal> __ <store> __ <mine>
        what/which _ <personal> of mine
        what/whatever _ you _ <store> _ on/about/of/from/regarding/concerning _ <mine>
        what _ you have/got on me
        what _ you _ <store> _ me
        what _ <store> _ about/on/under/against/of _ <mine>
        what _ is/are/was/were stored/saved/recorded/noted/written/held/kept/known/collected/there
        what _ <store> down/about __ +mine !wrong_object
        <see> _ what _ you/it/they/your __ <store>
        <see> _ what _ <store> _
        <show> _ me _ what _ <store>
        <show> me _ what/everything/all _ you _
        <want> _ <see2> _ <my> _ <personal> !fix !del !marketing !machine
        <want> _ <see> _ what __ <held>
        <show> _ <mine> _ <my> _ file/files/records/record/dossier/data/footage/recording/recordings/audio/video/notes/history !transfer2
        copy/copies/printout/overview/transcript/extract/summary/list of _ <my> _ <personal>
        copy/copies/printout/overview/transcript/extract/summary/list of __ you _ <store> __
        <order> _ copy/copies of _ <personal> +mine
        obtain _ <my> _ complete/entire/full _ file/records/record/dossier
        <source> _ you _ <got> _ my/our/this/these _ number/address/name/email/details/data/phone/mobile/numbers/names/information
        <source> _ you _ <got> _ it/that @datum ? !bill
        <source> _ <got> _ you _ my/our _ number/address/name/email/details/data/phone/information !gone !del
        <source> _ my/our _ number/address/name/email/details/data/information _ come/came/comes/from
        <source> of _ my/our/the/this _ address/number/name/email/details/data
        from who/whom/where _ you _ <got>
        who/whom/what told you !gone !del
        who _ sold/gave/given/passed you _ my/our
        how do/did you know _ me/my/our/us/that/about
        you know my/our/that __ how is/come
        knew/know things about me
        what did you give/tell/say _ him/her/them/it/my
        <recipient> _ <shared> _ my/our/it _ <personal>
        <recipient> _ else? _ <shared> _ my/our/this/these/that/the _ <personal>
        <recipient> __ my/our _ <personal> _ been _ <shared>
        who/whos is? else? <shared>/getting _ it/them/that/this/stuff/those @personal
        who has/gets/sees/receives/else _ my/our
        to/with whom/who @mine !bill
        whose idea _ give/pass/sell _ my
        am i/we _ still? _ in/on your
        whether/if i/we am/are _ in/on/still/listed
        <personal>/name/face/email/address/number __ still? in/on/with _ your/you _ <place> ?
        is my _ <personal> _ in/on/with/stored your? ?
        has/have my/our/mine _ <personal> _ been _ ? !gone
        has/have my/our _ <personal> __ stored/kept/recorded/saved/leaked/shared/sold/passed/seen ?
        how long _ my _ <personal> _
        how long _ you _ keep/store/hold/retain _ my
        which/what of my/our _ <personal>
        was i affected
        any data _ mine __ ?
        any data of mine
        if/whether my _ <personal> is/are/was/were _ in/on/with/stored your?
        <show> _ full/complete/entire/all/comprehensive _ information/file/record/disclosure/purchase/history
        complete/full/entire information/disclosure about/of/on
        information _ about/of/on the origin
        right of access
        subject access
        sight of _ my
        meaningful information __ data
        <want> _ <see> _ <my> _ notes/note/records/record/file/footage/recording/answers/report/entry/data/profile/dossier !transfer
        read what _ been written
        what came of it __ answers
        note/notes about me __ see/read
        record/file/dossier/list __ i want it
        what is that something
        knowing what _ you _ <store>
        transparency please
        <want> _ know _ exactly? what/which/who/whether/where __ <personal> !machine !country
        confirm whether/if __ <personal>
        <want> _ insight into
        <order> _ look into _ my _ file/record/records
        run me off
        details of mine _ in _ <place>
        sort of profile __
        kind of profile __
        what _ profile _ <store>
        hear it again
        <send> me the audio/recording/footage/video/tape/pictures/images @mine""",
    "rectification": """
        <my1> _ <datum> _ is/are/was/s _ <false> !gone !?
        <order> _ <fix> _ <my> _ <datum>
        <imperative> <fix> _ my/our/the _ <datum>
        <order> __ <fix> +false +datum !bill
        <order> _ <fix> _ it/this/that/them @false @datum !!bill
        <want> _ it/this/that/mistake/error/them _ <fix> @datum !!bill
        have it/this/that/them _ <fix> @datum !!bill
        <my> _ <datum> _ <must> be? _ <fix>
        my _ <datum> is/are not !gone !marketing
        my/our new _ <datum> is
        new _ <datum> is/are _
        note my/our new/changed/current/correct
        from now on my _ <datum>
        my/our _ <datum> _ has/have changed
        you have me/us _ as/down/living/listed/under/at
        you have got me/us _ living/down/as/under/listed
        you have my/our _ <datum> _ as/wrong/down
        you have me/us down
        got/have/listed/put me/us down as
        <filerec> _ lists/says/states/gives/claims/say/state/list _ me/i/my/us !? !country
        <filerec> _ shows/show me/my/us/i _ as !?
        <filerec> says _ left
        according to your _ <place>/register/records/file
        contrary to what your
        i am not _ divorced/married/deceased/dead/single/a/the/mr/mrs/miss/ms/called/german !want !neg2
        that is not my _ <datum>
        since my wedding/marriage/divorce
        my wedding/marriage/divorce __ called
        i am called
        i am _ now __ not
        my name is __ not
        its/it is dr/mr/mrs/ms/prof/professor/miss _
        you spell/spelt/spelled/wrote/misspelt/misspelled _ my/me/us/our
        you have spelt/spelled/misspelt/misspelled/written _ my/me/us/our
        is spelt/spelled/written with
        spelt/spelled with
        there is no _ in <datum>
        i/we have moved to/house/in/from/out/home/flat/flats
        i/we moved to/house/in !!fromyou
        just moved in with
        moved out of
        i/we have shifted
        shifted my residence
        i/we have left __ address/email/mail
        no longer live __ in/at <new_live>
        not updated my
        <fix> your system/records/file/register/entry/database
        update/correct/amend/change/adjust your records/system/files/database
        post/mail/letters for me __ going to
        came to/went to my old _ address
        came to/went to _ maiden name
        not _ valid any more/anymore +datum
        the right one _ is/ends
        the correct _ <datum> _ is
        correct one _ is
        <datum> _ should be/read/say/reflect/match !del !gone !bill !stays
        should take the place of
        my/the _ record/file/entry/profile should _ reflect/say/read/be _ !del
        set the record straight
        <fix> at your end
        for your records
        kindly alter
        alter/change the contact person
        address/change _ the _ accordingly
        belongs to _ predecessor/else/other/another/neighbour/tenant
        entry __ is/are/was false/wrong/untrue
        false/untrue/wrong and _ must/has/have/should
        untrue and
        <false> blood/date/name/address/number/salutation/title +mine !bill !gone
        somebody/someone _ entered _ wrong
        mixed me/us/them up
        confused/confuse me/us with @datum !?
        mistaken me/us for
        complete my/the/our entry/record/file/profile/registration
        register be/is completed
        please add _ it/my/this/the
        work with the current/right/correct
        use the _ below/new
        still address _ letters/me _ to/as
        <fix> __ from _ to
        old _ does not work
        old one _ does not work
        make the entry
        <datum> is/are now/actually/really
        <datum> on file is/are
        i have changed jobs/names/name/address/bank/number
        i now/am now live/living/called/go
        should be marked as
        the error is yours
        lacks my
        write/say/put/enter __ instead of +datum
        <datum> __ has/have/contains/contain _ mistake/mistakes/error/errors/typo
        it still says
        still says __ +datum
        still shows/show/lists/list _ my/me __ as
        says _ i am
        never was a smoker
        you left it out
        got my _ <datum> _ wrong
        wrong <datum> +mine !bill !gone""",
    "restriction": """
        <freeze> _ <my> _ <personal> !fraud
        <order> _ <object> __ <freeze> !fraud2
        <my> _ <personal> _ <freeze> +until
        <order> _ entry/record/records/file/files/data __ blocked/frozen/locked/sealed/quarantined/restricted/limited
        <imperative> block/freeze/lock/seal/quarantine/mothball/park/restrict/suspend/pause/isolate _ <it>/my/the/our/file/data @personal
        <neg> _ delete/erase/destroy/wipe/clean/overwrite/overwritten/deleted/erased/wiped/destroyed __ <evidence>
        <neg> _ overwritten
        hold off @evidence
        keep/leave/store/save/preserve/hold/retain __ but __ <neg> _ <use>
        keep/leave/store/save/preserve/hold/retain __ but __ no other
        keep/leave/store/stored _ it/them/my/the/where __ not/no/nothing/stop/never _ <use> @personal
        <neg> _ <use> _ it/them/my/the/data/same/entry/result __ <until> @personal !third2 !no_restrict
        <until> __ <neg> _ <use> @personal !no_restrict
        until further notice +neg
        save/keep/preserve/secure/store _ the/my/these/those _ images/footage/recording/recordings/video/file/data/photos/logs +evidence
        lock them/it/those _ up
        preserve _ complete/entire/the/all/my
        as long as/its __ doubt/unclear/disputed/investigating/checking/argue
        put _ a _ block
        put _ it/them/copy in the safe
        instead of erasing/deleting/destroying/wiping
        rather than _ erased/deleted/have/erase/delete/destroyed
        use limited
        <neg> _ be used _ otherwise/further/elsewhere
        only/just/merely store/stored
        nobody/noone should/may/must/is _ <use> !machine
        no one should/may/must/is _ <use> !machine
        nobody __ allowed to open
        processing _ to be limited/restricted
        article/art 18
        under lock
        keep it locked
        keep your hands off
        frozen state
        for no other purpose
        for nothing else
        and not use it/them otherwise/further
        mark _ it/them/entry/data as contested/disputed/blocked
        set them/it aside
        stop using it/them/my +until
        where it is _ stop using""",
    "portability": """
        <order> __ <transfer> __ <format> +thing !paperonly
        <transfer> _ <my> _ <thing> __ <format>
        <transfer> me/us _ <thing> __ <format>
        <want> __ <thing> __ <format>
        <want> _ <my> _ <thing> __ <to_other> +switch
        <order> <transfer> _ <thing> _ <to_other2>
        <order> <transfer> _ <my> _ <thing> __ <to_other2>
        <order> __ <transfer> _ them/it/this _ directly? to <to_whom> @switch @thing
        <order> __ <transfer> _ directly to _ <to_whom>
        <imperative> <transfer> _ <my> _ <thing> _ directly/straight/over/to _ <to_other2>
        transfer/transmit/ship/port/migrate/forward _ <my> _ <thing> _ to _ <new> _ <provider>
        <thing> _ be transmitted/transferred/ported/migrated/sent/forwarded/carried _ to/over/directly
        <thing> __ should/must/shall go/be _ to my/our/the _ <new>
        take __ <thing> _ with me
        take my _ <thing> __ as a file
        direct transmission/transfer
        portability
        data portability
        bring _ <thing> on a file
        carried over @switch
        hand my _ <thing> over to
        hand over of my
        in a format __ <other_app>
        as a file _ not
        out of your system as
        bulk upload
        <format> __ <new> _ <provider> +thing +mine
        <format> @switch @thing +order
        export _ <my> _ <thing>
        export what
        export of my
        put _ in one file
        bring a data file
        need it in excel/csv/xml/json""",
    "objection": """
        <no_more> _ <marketing> !consentq
        <no_more> _ of? _ <mails> _ from you/your
        <want> _ no more/further _ <mails>
        no more/further/any/longer _ <mails> please/thanks/thank
        <begin> <order>? no more _ <mails>
        no more _ please/thanks/thank $ @marketing
        no more _ please $ @mails
        no more of this/them/it/that @mails
        do not _ want/need/wish/like/require _ any more/further/longer/such _ <mails>
        do not _ want/need/wish _ <mails>/calls/mails _ any more/anymore
        do not want _ <marketing>
        not want any _ calls/mails/letters/emails/messages/texts
        stop/cease/quit/end _ sending/calling/ringing/mailing/emailing/texting/writing/contacting/spamming/bothering/pestering/phoning/bombarding/tracking/flogging
        stop _ the? _ <mails> $
        stop them $ @mails
        stop them $ @marketing
        make it stop @mails
        make _ <mails> _ stop
        make _ stop @marketing
        this has to stop @mails
        has/must/needs _ to? stop +mails
        see that they/it stop
        not/never/nor _ send/ring/call/phone/contact/mail/email/text/write/bother/approach/visit me/us _ again/anymore/any/these/another/further
        not send me/us _ another @mails
        do not send me/us _ <marketing>
        do not send me/us _ such
        not wish to be _ contacted/called/approached/mailed/emailed/rung
        no longer wish/wishes/want/wants _ to? _ be? contacted/called/approached/receive/get/emailed/hear
        not to? get/receive/hear _ any/them/further/more +want
        get none at all
        glad/happy/grateful/pleased not to get/receive/hear
        <marketing> _ are/is not welcome
        <neg> _ welcome +marketing
        leave me/us out of
        leave me/us alone/be
        leave me/us in peace
        count me/us out @marketing
        exclude/excluded _ from _ <marketing>
        exclude me/us from _ <mails>
        take/get/strike/remove/delete/cross/drop/delist/withdraw _ me/us/my/our/name/number/address _ from/off _ <marketing>
        taken/struck/removed/deleted _ off/from _ list _
        taken off _ list
        remove/delist _ number _ from
        off your/the _ mailing/list/distribution
        spare me/us/yourselves/yourself _
        save yourselves/yourself _
        keep the/your _ <marketing> to yourselves/yourself
        drop/ditch/cut/cancel/kill/lose/skip/deactivate/disable/discontinue/end/halt the/your/all/my/promotional/this/these _ <marketing> !order2
        deactivate promotional
        switch/turn it/them/that/this off @marketing
        turn off the tap
        <marketing> _ i cancelled
        still _ getting/receiving _ <marketing> !neg
        only want/need/wish service/order
        only after order
        can/could do without
        <no_more> with the _ <marketing>
        enough with/of the
        object/objects/objection/objected/opposed/opt _ <marketing>
        object/objects/objecting to _ you/your/the _ use/using/processing/analysing/profiling/tracking/sharing/selling/evaluating/passing
        object __ <marketing> !bill
        opt out
        unsubscribe
        <neg> _ use/used _ <my> _ <personal> _ for _ <marketing>
        not/mayn _ use it to sell
        not interested in _ <marketing> +no_more
        one more sales call
        <marketing> __ no use to me
        <neg> _ interest in your _ <marketing>
        stop _ me _ stuff
        do not _ call/ring/phone/mail/email/text/contact/visit us/me $
        do not $ @callme
        my number is on _ preference
        blocklist
        do not call list
        <no_more> _ <mails> _ please $ +marketing""",
    "withdrawal": """
        <revoke2> _ my/our/the/this/that/his/her/your _ <consent2>
        <revoke2> _ from _ <consent2>
        my/our/the/this/that/his/her _ <consent2> __ <revoked>
        <revoke2> that/this/it/them _ @consentgiven !!bill
        <revoke2> what i/we _ signed/agreed/said/allowed/approved
        take/taking/taken _ back @consentgiven !!bill
        i take back _ <consent2>
        no longer consent/agree/authorise/permit/allow/approve
        not consent/agree _ any more/anymore/longer
        <consentgiven> __ do not any more
        <consentgiven> __ now i say no
        <consentgiven> __ now _ no
        not ok/okay/happy/comfortable/fine with it/that/this _ anymore/any @consentgiven
        not all right any more @consentgiven
        regard/consider/treat/deem _ <consent2> _ as a? void/no/withdrawn/revoked/ended/cancelled/over
        regard/consider/treat/deem _ <consent2> _ void/withdrawn/revoked/ended/to
        <consent2> _ <has_ended>
        <consent2> _ no longer stands/stand/applies/apply/valid/holds
        no longer rely on _ <consent2>
        shall/should no longer apply @consentgiven
        <consent2> __ is/are off
        second thoughts @consentgiven
        decided against it @consentgiven
        undo/cancel/revoke/withdraw my _ ok/okay/yes/consent/tick/permission/approval
        withdraw/revoke/rescind/retract that/this/it/them $ @consentgiven
        i withdraw that
        with effect for the future +revoke2
        changed my mind about _ <consent2>
        hereby cancelled @consentgiven
        not to rely on it @consentgiven""",
    "automated": """
        <human> _ to? <review> @machine @decision !noauto
        <human> _ must/should/has/have/can/could/to _ <review> @machine @decision
        <review> _ by _ <human> @machine
        <review> _ by _ a/an _ human/person/employee/official/manager/clerk/adviser
        <order> __ <human> _ <review> @decision @machine
        human intervention
        human review
        let/have/get/make a/an/one/some/somebody/someone/your/the _ <human> _ <review> @decision
        human being to _ <review>
        human/person/clerk/manager/teacher/lecturer/officer to decide/look/review/check/read/mark/judge/examine/reconsider
        real person
        <want> __ explanation/explain/explained @machine2 @decision
        <want> _ be told why @machine2
        how was/is/were/did _ score/rating/premium/ranking/limit/price calculated/computed/worked
        how _ score/rating/premium/ranking/limit/price _ calculated/computed/worked/reached/formed
        by what/which criteria @machine2
        on what basis @machine2 @decision
        <want> _ know how it/the _ @machine2 @decision
        how it allocates/decides/works/calculates @machine2
        the logic involved
        subject to _ a/an/such/automated/any _ decision
        subject to such a decision
        accept _ decision _ automatic/automated/computer/machine
        not accept __ <machine2> __ decide/decision/decides/judges
        contest/challenge/dispute/appeal/object _ <decision> _ @machine2 !fix2
        object to being _ by a program/machine/computer/algorithm/bot/robot
        machine _ last word
        <machine2> _ last word/say
        how the software/algorithm/program/computer/model/system _ weighed/weighs/decided/decides/ranked/scored/works
        details of how
        computer turned me/us down
        <machine2> turned me/us down
        decision _ taken again
        decide/decided anew @machine2
        a person to review/decide/look
        someone _ look/review/go/check _ @machine2 @decision
        <want> _ <human> _ <review> _ @machine2
        can not/never have been a person
        cant have been a person
        ask that/for _ one/somebody/someone/member/manager/recruiter _ <review> @machine2
        an/a _ official/officer/human/person _ reconsider/review/decide
        article/art 22
        listen to me @machine2""",
    "safeguards": """
        <see>/<show> _ <clauses> @country
        copy of _ <clauses> @country
        what/which/under/how __ <clauses> @country ?
        what/which/under/how __ protects/protected/clauses/safeguards/guarantees/mechanism @country
        <want> __ <clauses> @country
        <order> __ <clauses> @country
        where are the clauses
        standard contractual
        standard clauses
        transfer agreement
        transfer safeguards
        documents on the safeguards
        <mail>/show/send me _ contract _ protects
        what protects my
        is/are not there _ clause @country
        is __ clause __ thing @country
        a copy of it @mechanism""",
}
#: {right: rows of a sentence of which no row of these is believed}
UNLESS = {
    "erasure": """
        <neg2> _ <del>
        <neg2> _ <gone>
        under no circumstances
        go to/on/over
        duplicate
        forget about
        says _ i/you/we/one/people can/could/may/have
        old <datum> _ new
        <datum> _ new one
        whether __ <gone>
        whether __ <del>
        not sure
        <begin> how can/could/do/does/did/long/is/would/will/to/safe/many ?
        <begin> when/what/who/does/did/will/which/are/under/may ?
        <begin> do/must/should/shall/can/could/may/might i ?
        <begin> do/can/must you/minors/people/companies/firms/we have/keep/minors/a ?
        <begin> is it true
        <begin> is my/the/our ?
        <hear> _ <del>
        <hear> _ <gone>
        <reported>
        will be/get <gone>
        going to be <gone>
        due for <del>
        i <modal> <del>
        i <modal> forget
        i <gone>
        <third> _ wants/wanted/asked/requested/demanded/told/said/says/want
        <third> _ <third2> <says>
        me/one/he/she/those who wants/want/wanted
        keeps/keep telling me
        would be/have <gone>
        would have had
        thank you for <del>
        thanks for <del>
        <del> _ <wrong_object>
        <wrong_object> _ <must> be? <gone>
        <want> _ <wrong_object> _ <gone>
        confirm/tell/know _ _ has/have/had/was/were been? <gone>
        tell/know _ if/whether/when __ <gone>
        if i ever
        if my wife/husband/boss/boyfriend/girlfriend/mother/father
        should you ever
        if/when/once/before/until/unless __ <gone> , +will
        misunderstanding
        never __ <gone>
        but i will not""",
    "rectification": """
        complete erasure/deletion/removal/copy/information/file/overview
        delivery date
        <fix> _ <bill>
        password
        data sheet
        spare part
        to _ different
        subject of my mail
        moved the""",
    "access": """
        <del> _ what/whatever/everything/all/that _ you
        whatever __ <gone>
        who has the same
        who knows
        copies _ are still
        how safe
        <bill> _ is
        <neg> _ tell me""",
    "objection": """
        no objection
        <neg> mind
        not object
        not unsubscribe
        not unsubscribed
        have not _ unsubscribed""",
    "withdrawal": """
        do/did/will/does not <revoke2>
        never <revoke2>""",
}
#: {right: rows of a sentence that does not ask for it after all}
DENIES = {
    "erasure": """
        <del> _ <mine> _ from/off/of _ <marketing> !place2 !notjust
        <del> _ list +marketing !place2 !notjust !object2
        off/from your marketing
        taken off _ list
        if i ever
        just joking
        trying to delete
        tried to delete
        due for destruction
        if my husband
        should you ever
        un delete""",
    "objection": """
        <del> _ <mine> _ <out_of> _ <place> !marketing !mails2
        <gone> _ your? <place> !marketing !mails2
        take/taken/get _ off the? your? system/server/servers/site/website/wall/records
        take it/them off !marketing
        remove me $ !marketing !!mails2
        not only/just _ <marketing>
        not unsubscribe
        not unsubscribed
        can not unsubscribe
        no call back
        work nights
        rent increase
        <neg> _ care about _ <marketing>
        quicker than
        treated _ by a program
        decision _ <machine> !marketing
        neither my husband
        in hospital
        no objection""",
    "access": """
        <format> +thing !copy2
        access to _ account/portal/car/app/wifi/staff/building/network
        my _ profile/file/record says/lists/states
        right to access +lesson
        information on my account
        i would like to take back
        how safe
        to whom it may
        stranger""",
    "automated": """
        profiling +marketing
        scored for advertising
        computer to computer""",
    "rectification": """
        moved the
        changing/change/changed _ provider/supplier/bank/insurer/different/company/surgery
        changed to the
        correction in the
        moved to live
        different brand
        no purpose
        delivery date
        data sheet
        subject of""",
}
#: {right: rows after which the whole mail does not ask for it}
RECANTS = {
    "erasure": """
        i am staying
        no please keep
        no , please keep
        please keep it/my/them _ +not_freeze
        keep me on the
        just joking
        on the contrary
        un delete me
        undelete
        not be necessary
        not my intention
        i am not going to
        as things stand
        please do not $
        i never asked
        never _ asked you
        no such request
        not asking you
        not saying delete
        did not say delete
        far be it
        for the avoidance of doubt
        did so promptly
        changed my mind
        without asking
        by mistake
        disregard/ignore my/it/this/the/that
        no removal
        stop this deletion""",
}
#: {right: rights that a sentence does not ask for beside it, where it is read}
HIDES: dict[str, tuple[str, ...]] = {
    "portability": ("automated",), "safeguards": ("access", "rectification"),
    "restriction": ("objection", "rectification"),
}
