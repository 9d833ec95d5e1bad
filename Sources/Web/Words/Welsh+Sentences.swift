/// Whole sentences, in the order of the English alphabet.
extension Welsh {
    static let sentencesOne: [String: String] = [
        "1 result": "1 canlyniad",
        "A phone number or an email stands in these answers:": "Mae rhif ffôn neu e-bost yn yr atebion hyn:",
        "A report is counted, and nobody is referred by it: nothing is decided about that person. They can come back at any time.":
            "Caiff adroddiad ei gyfrif, ac nid yw’n atgyfeirio neb: ni phenderfynir dim am y person hwnnw. Gall ddod yn ôl ar unrhyw adeg.",
        "A sheet with every question, to print": "Taflen gyda phob cwestiwn, i’w hargraffu",
        "All questions on one page, which keeps working without a connection":
            "Pob cwestiwn ar un dudalen, sy’n dal i weithio heb gysylltiad",
        "An adult may leave at any time, and can come back. Whoever is bound by the duty to notify then considers a report. Begin it as a new draft, not from here: it must not say who the person is.":
            "Gall oedolyn adael ar unrhyw adeg, a gall ddod yn ôl. Yna bydd pwy bynnag sydd wedi’i rwymo gan y ddyletswydd i hysbysu yn ystyried adroddiad. Dechreuwch ef fel drafft newydd, nid o’r fan hon: ni chaiff ddweud pwy yw’r person.",
        "Another person was met at the same time": "Cwrddwyd â pherson arall ar yr un pryd",
        "Answer this page for that person alone. Their answers go before these.":
            "Atebwch y cwestiynau ar y dudalen hon ar gyfer y person hwnnw yn unig. Bydd yr atebion hynny’n cael blaenoriaeth dros y rhain.",
        "Answer “{label}” with yes or no.": "Atebwch “{label}” gydag ie neu na.",
        "Begin a draft": "Dechrau drafft",
        "By your organisation, the latest first. Names are not shown: you know them by their reference.":
            "Gan eich sefydliad, y diweddaraf yn gyntaf. Ni ddangosir enwau: byddwch yn eu hadnabod wrth eu cyfeirnod.",
        "By your team. The references are here for all of you; the answers only whoever sent them can read.":
            "Gan eich tîm. Mae’r cyfeirnodau yma i bob un ohonoch; dim ond y sawl a’u hanfonodd all ddarllen yr atebion.",
        "Change the answer, or go on: the referral is not held up by it. It goes with it as a question.":
            "Newidiwch yr ateb, neu ewch ymlaen: ni fydd hyn yn dal yr atgyfeiriad yn ôl. Bydd yn mynd gyda’r atgyfeiriad fel cwestiwn.",
        "Choose an answer to “{label}” from its list.": "Dewiswch ateb i “{label}” o’r rhestr.",
        "Choose the language in which the person understands best.":
            "Dewiswch yr iaith y mae’r person yn ei deall orau.",
        "Did the person ask for it?": "Ai’r person a ofynnodd am hyn?",
        "Drafts of your team, those first that go first":
            "Drafftiau eich tîm, gyda’r rhai a gaiff eu dileu gyntaf ar y brig",
        "Each gets a referral of their own. What they share is asked once.":
            "Caiff pob un ei atgyfeiriad ei hun. Dim ond unwaith y gofynnir am yr hyn sy’n gyffredin iddynt.",
        "Each person gets a referral of their own, and reads nothing of the others in a copy of their case. Speak with each of them alone: somebody among them may be controlling the rest.":
            "Caiff pob person ei atgyfeiriad ei hun, ac ni fydd copi o’i achos yn dangos dim am y lleill. Siaradwch â phob un ar ei ben ei hun: gall rhywun yn eu plith fod yn rheoli’r gweddill.",
        "Enter a number from 1 to {most}. Begin a second draft for more people.":
            "Rhowch rif o 1 i {most}. Dechreuwch ail ddrafft ar gyfer mwy o bobl.",
        "Enter a real day in numbers, such as 27 3 2026.": "Rhowch ddiwrnod go iawn mewn rhifau, megis 27 3 2026.",
        "Enter the day on which you met them. It cannot be in the future.":
            "Rhowch y diwrnod y gwnaethoch gwrdd â nhw. Ni all fod yn y dyfodol.",
        "Every person here is made up. Do not enter anything about a real one.":
            "Mae pob person yma wedi’i ddyfeisio. Peidiwch â nodi dim am berson go iawn.",
        "Everybody who refers people in my organisation": "Pawb sy’n atgyfeirio pobl yn fy sefydliad",
        "Everything in it goes for good, with its files. What was sent is not touched.":
            "Caiff popeth ynddo ei ddileu am byth, gan gynnwys ei ffeiliau. Ni fydd hyn yn effeithio ar yr hyn a anfonwyd.",
        "Explain before you ask whether they agree. Questions marked * must be answered.":
            "Esboniwch cyn i chi ofyn a ydynt yn cytuno. Rhaid ateb y cwestiynau sydd wedi’u marcio â *.",
        "How many people did you meet together?": "Gyda faint o bobl y gwnaethoch gwrdd ar yr un pryd?",
        "It is right as it stands: go on": "Mae’n gywir fel y mae: mynd ymlaen",
        "JPG, PNG, PDF, DOC or DOCX, up to 25 MB each. You can choose several.":
            "JPG, PNG, PDF, DOC neu DOCX, hyd at 25 MB yr un. Gallwch ddewis sawl ffeil.",
        "Keep the reference: it names nobody. With it you see who has the case, answer questions, and put right what was wrong:":
            "Cadwch y cyfeirnod: nid yw’n enwi neb. Gydag ef gallwch weld gan bwy y mae’r achos, ateb cwestiynau, a chywiro’r hyn a oedd yn anghywir:",
        "Keep them in": "Eu cadw i mewn",
        "No file yet. A referral does not need one.": "Dim ffeil eto. Nid oes angen un ar gyfer atgyfeiriad.",
        "Nobody with that sign-in name refers people in your organisation. Check it letter by letter.":
            "Nid oes neb â’r enw mewngofnodi hwnnw yn atgyfeirio pobl yn eich sefydliad. Gwiriwch ef fesul llythyren.",
        "Not everybody’s referral is sent yet.": "Nid yw atgyfeiriad pawb wedi’i anfon eto.",
        "Not everything arrived. See which files are listed below, and send the others again.":
            "Ni chyrhaeddodd popeth. Gwelwch pa ffeiliau sydd wedi’u rhestru isod, ac anfonwch y lleill eto.",
        "Nothing has happened here for a while. You will be signed out in":
            "Nid oes dim wedi digwydd yma ers tro. Byddwch yn cael eich allgofnodi ymhen",
        "Nothing is sent for this person. Take them out, or keep them in the draft in case they change their mind soon. The others are sent without them.":
            "Ni chaiff dim ei anfon ar gyfer y person hwn. Tynnwch nhw allan, neu cadwch nhw yn y drafft rhag ofn iddynt newid eu meddwl yn fuan. Caiff y lleill eu hanfon hebddynt.",
        "Nothing may be sent for this person. The page of the draft says why.":
            "Ni chaniateir anfon dim ar gyfer y person hwn. Mae tudalen y drafft yn dweud pam.",
        "Nothing of what you entered has been sent. Delete the draft, or keep it until it goes by itself in case the person changes their mind soon.":
            "Nid oes dim o’r hyn a roesoch wedi’i anfon. Dilëwch y drafft, neu cadwch ef nes iddo ddiflannu ohono’i hun rhag ofn i’r person newid ei feddwl yn fuan.",
        "Nothing of yours is lost. Below is what the draft says now, and what you typed.":
            "Nid ydych wedi colli dim. Isod gwelwch yr hyn sydd yn y drafft nawr, a’r hyn y gwnaethoch ei deipio.",
        "Print or save this page now. It holds what you sent, and nobody can open it here after the day named below. Keep it as safe as the person: where they stay may stand in it.":
            "Argraffwch neu cadwch y dudalen hon nawr. Mae’n cynnwys yr hyn a anfonwyd gennych, ac ni all neb ei hagor yma ar ôl y diwrnod a nodir isod. Cadwch hi mor ddiogel â’r person: gall ddangos ble mae’r person yn aros.",
        "Questions that depend on an answer appear when the page is saved and opened anew.":
            "Bydd cwestiynau sy’n dibynnu ar ateb yn ymddangos pan gaiff y dudalen ei chadw a’i hagor o’r newydd.",
        "Read the declaration and tick the box": "Darllenwch y datganiad a thiciwch y blwch",
        "Read the rule (opens in a new tab)": "Darllen y rheol (yn agor mewn tab newydd)",
        "Recorded.": "Wedi’i gofnodi.",
        "Recorded. Whoever decides is told.": "Wedi’i gofnodi. Bydd pwy bynnag sy’n penderfynu yn cael gwybod.",
        "Saved. Your team finds it under “Refer”.": "Wedi’i gadw. Bydd eich tîm yn dod o hyd iddo o dan “Atgyfeirio”.",
        "Send it, or it has to be asked anew.": "Anfonwch ef, neu bydd yn rhaid gofyn y cyfan o’r newydd.",
        "Sent: referrals {referrals}, reports {reports}": "Anfonwyd: atgyfeiriadau {referrals}, adroddiadau {reports}",
        "Some answers are still missing. They are marked above.":
            "Mae rhai atebion ar goll o hyd. Maent wedi’u marcio uchod.",
        "Some answers were changed while the referral was being sent, and the changes are not in it: {answers}. You can correct the referral on its page.":
            "Cafodd rhai atebion eu newid tra roedd yr atgyfeiriad yn cael ei anfon, ac nid yw’r newidiadau ynddo: {answers}. Gallwch gywiro’r atgyfeiriad ar ei dudalen.",
        "Somebody else changed the draft while you were reading it. Nothing was sent. Read the answers once more.":
            "Newidiodd rhywun arall y drafft tra oeddech yn ei ddarllen. Ni anfonwyd dim. Darllenwch yr atebion unwaith eto.",
        "Somebody else changed this answer while you were typing":
            "Newidiodd rhywun arall yr ateb hwn tra oeddech yn teipio",
        "Somebody else has written “{text}” here meanwhile. Save once more to put yours in its place.":
            "Mae rhywun arall wedi ysgrifennu “{text}” yma yn y cyfamser. Cadwch unwaith eto i roi eich un chi yn ei le.",
        "Sorry, something went wrong": "Mae’n ddrwg gennym, aeth rhywbeth o’i le",
        "Take this person out": "Tynnu’r person hwn allan",
        "Take this person out?": "Tynnu’r person hwn allan?",
        "The competent authority has it now and makes the first decision.":
            "Gan yr awdurdod cymwys y mae nawr, a’r awdurdod hwnnw fydd yn gwneud y penderfyniad cyntaf.",
        "The draft and every file that is listed below are kept.":
            "Mae’r drafft a phob ffeil a restrir isod wedi’u cadw.",
        "The draft is deleted. Nothing of it is kept.": "Mae’r drafft wedi’i ddileu. Nid oes dim ohono wedi’i gadw.",
        "The draft is in their hands now.": "Mae’r drafft yn eu dwylo nhw nawr.",
        "The duty to notify, and who is bound": "Y ddyletswydd i hysbysu, a phwy sydd wedi’i rwymo",
        "The law behind this page": "Y gyfraith y tu ôl i’r dudalen hon",
        "The person has changed their mind: ask again": "Mae’r person wedi newid ei feddwl: gofyn eto",
        "The report must not say who the person is. Take names, addresses and phone numbers out of your own words.":
            "Ni chaiff yr adroddiad ddweud pwy yw’r person. Tynnwch enwau, cyfeiriadau a rhifau ffôn o’ch geiriau eich hun.",
        "Their name stands in these answers:": "Mae’r enw i’w weld yn yr atebion hyn:",
        "To hear what they understood, ask:": "I glywed yr hyn y gwnaethant ei ddeall, gofynnwch:",
        "What was answered for this person alone is deleted for good, with their files. The others stay in the draft.":
            "Caiff yr hyn a atebwyd ar gyfer y person hwn yn unig ei ddileu am byth, gyda’i ffeiliau. Mae’r lleill yn aros yn y drafft.",
    ]

    static let sentencesTwo: [String: String] = [
        "The person has changed their mind?": "A yw’r person wedi newid ei feddwl?",
        "The reference is on its way to your work email too. It names nobody.":
            "Mae’r cyfeirnod ar ei ffordd i’ch e-bost gwaith hefyd. Nid yw’n enwi neb.",
        "The report is counted, and nobody is referred by it. The person can come back at any time: begin from this page then.":
            "Caiff yr adroddiad ei gyfrif, ac nid yw’n atgyfeirio neb. Gall y person ddod yn ôl ar unrhyw adeg: dechreuwch o’r dudalen hon bryd hynny.",
        "The rulebook says where each rule comes from and how sure it is. It is not legal advice.":
            "Mae’r llyfr rheolau’n dweud o ble y daw pob rheol a pha mor sicr ydyw. Nid yw’n gyngor cyfreithiol.",
        "The same by itself, to print or hand over":
            "Yr un testun ar ei ben ei hun, i’w argraffu neu i’w roi i’r person",
        "There is no connection. What you typed is still on this page. Keep it open: it is sent as soon as the connection is back.":
            "Nid oes cysylltiad. Mae’r hyn y gwnaethoch ei deipio yn dal ar y dudalen hon. Cadwch hi ar agor: caiff ei anfon cyn gynted ag y bydd y cysylltiad yn ôl.",
        "These go with it as questions. You will be asked about them; nothing is held up.":
            "Bydd y rhain yn mynd gyda’r atgyfeiriad fel cwestiynau. Gofynnir i chi amdanynt; ni chaiff dim ei ddal yn ôl.",
        "They and their team find it under “Refer”. That you handed it over is kept.":
            "Byddan nhw a’u tîm yn dod o hyd iddo o dan “Atgyfeirio”. Cedwir cofnod eich bod wedi’i drosglwyddo.",
        "They can be referred at any time. The referral joins this report, so that nothing is counted twice.":
            "Gellir atgyfeirio’r person ar unrhyw adeg. Bydd yr atgyfeiriad yn ymuno â’r adroddiad hwn, fel na chaiff dim ei gyfrif ddwywaith.",
        "This draft goes for good after": "Caiff y drafft hwn ei ddileu am byth ar ôl",
        "This letter holds nothing of the case, and nothing about a case should be written in an answer to it.":
            "Nid yw’r llythyr hwn yn cynnwys dim am yr achos, ac ni ddylid ysgrifennu dim am achos mewn ateb iddo.",
        "To read out, or to show:": "I’w ddarllen yn uchel, neu i’w ddangos:",
        "What I have written is true as far as I know. Adults were told what a referral is, in words they understand, before they were asked; where that could not be done, I have said so.":
            "Mae’r hyn rwyf wedi’i ysgrifennu yn wir hyd y gwn i. Dywedwyd wrth oedolion beth yw atgyfeiriad, mewn geiriau y maent yn eu deall, cyn gofyn iddynt; lle nad oedd hynny’n bosibl, rwyf wedi dweud hynny.",
        "What to tell the person, in twelve languages": "Beth i’w ddweud wrth y person, mewn deuddeg iaith",
        "What you sent has arrived. Its reference is {reference}.":
            "Mae’r hyn a anfonwyd gennych wedi cyrraedd. Ei gyfeirnod yw {reference}.",
        "What you type is saved every few seconds. Without a connection it stays on this page, and nowhere else on this device: keep the page open until the connection is back.":
            "Caiff yr hyn rydych yn ei deipio ei gadw bob ychydig eiliadau. Heb gysylltiad, mae’n aros ar y dudalen hon, ac nid yn unman arall ar y ddyfais hon: cadwch y dudalen ar agor nes bod y cysylltiad yn ôl.",
        "What you typed is kept.": "Mae’r hyn y gwnaethoch ei deipio wedi’i gadw.",
        "What your team sent a short while ago": "Yr hyn a anfonodd eich tîm ychydig amser yn ôl",
        "Where they were met, not a safe house": "Lle cwrddwyd â nhw, nid tŷ diogel",
        "Who you are, the person’s age, whether they agree once you have explained it, who they are, what happened, where, by whom, what you saw, and where the decision should go. You can stop at any page: everything is kept for your team for four weeks.":
            "Pwy ydych chi, oedran y person, a yw’n cytuno ar ôl i chi esbonio, pwy yw’r person, beth ddigwyddodd, ble, gan bwy, beth a welsoch, ac i ble y dylid anfon y penderfyniad. Gallwch stopio ar unrhyw dudalen: caiff popeth ei gadw i’ch tîm am bedair wythnos.",
        "Write on it what you hear, and type it in when you can. It is evidence and it is dangerous in wrong hands: keep it on you, and destroy it as your organisation says. Write no address of a safe house.":
            "Ysgrifennwch arni yr hyn a glywch, a theipiwch y cyfan i mewn pan allwch. Mae’r daflen yn dystiolaeth ac mae’n beryglus yn y dwylo anghywir: cadwch hi arnoch, a dinistriwch hi yn unol â chyfarwyddiadau eich sefydliad. Peidiwch ag ysgrifennu cyfeiriad tŷ diogel.",
        "You are about to be signed out": "Rydych ar fin cael eich allgofnodi",
        "You have been signed out. Sign in again, then send this page once more.":
            "Rydych wedi cael eich allgofnodi. Mewngofnodwch eto, yna anfonwch y dudalen hon unwaith eto.",
        "You learn the outcome there once the person knows it.":
            "Byddwch yn cael gwybod y canlyniad yno unwaith y bydd y person yn ei wybod.",
        "You may be asked questions. They stand on the page of the referral, and your team can answer them.":
            "Efallai y gofynnir cwestiynau i chi. Byddant ar dudalen yr atgyfeiriad, a gall eich tîm eu hateb.",
        "Your answer is saved. Before you go on:": "Mae eich ateb wedi’i gadw. Cyn i chi fynd ymlaen:",
        "Your answer is saved. Look at it once more:": "Mae eich ateb wedi’i gadw. Edrychwch arno unwaith eto:",
        "has this draft open too. What each of you saves is kept; the same answer changed twice is shown to you first.":
            "sydd â’r drafft hwn ar agor hefyd. Cedwir yr hyn y mae pob un ohonoch yn ei gadw; os newidir yr un ateb ddwywaith, caiff ei ddangos i chi yn gyntaf.",
        "has this page open too. Speak with them, or answer another page first.":
            "sydd â’r dudalen hon ar agor hefyd. Siaradwch â’r person hwnnw, neu atebwch dudalen arall yn gyntaf.",
        "{count} reports sent": "Anfonwyd {count} adroddiad",
        "“{label}” contains a character that cannot be kept. Delete it or type the answer again.":
            "Mae “{label}” yn cynnwys nod na ellir ei gadw. Dilëwch ef neu teipiwch yr ateb eto.",
        "“{label}” must be a real date, such as 27 3 2026": "Rhaid i “{label}” fod yn ddyddiad go iawn, fel 27 3 2026",
        "“{label}” must be a whole number, such as 2.": "Rhaid i “{label}” fod yn rhif cyfan, fel 2.",
        "“{label}” must be an e-mail address, such as name@example.org.":
            "Rhaid i “{label}” fod yn gyfeiriad e-bost, fel enw@example.org.",
        "“{label}” must be in the past. Check the year.": "Rhaid i “{label}” fod yn y gorffennol. Gwiriwch y flwyddyn.",
        "“{label}” must be on or after {earliest}. Check the year.":
            "Rhaid i “{label}” fod ar neu ar ôl {earliest}. Gwiriwch y flwyddyn.",
        "“{label}” must be written as text": "Rhaid ysgrifennu “{label}” fel testun",
        "“{label}” must be {most} characters or fewer. Shorten it.":
            "Rhaid i “{label}” fod yn {most} o nodau neu lai. Dylech ei fyrhau.",
        "“{label}” must not contain a web link. Describe in words what it shows.":
            "Rhaid i “{label}” beidio â chynnwys dolen we. Disgrifiwch mewn geiriau yr hyn y mae’n ei ddangos.",
        "“{name}” could not be checked for viruses just now. Send it again in a few minutes.":
            "Nid oedd modd gwirio “{name}” am firysau nawr. Anfonwch y ffeil eto ymhen ychydig funudau.",
        "“{name}” did not arrive whole. Send it again.": "Ni chyrhaeddodd “{name}” yn gyfan. Anfonwch y ffeil eto.",
        "“{name}” holds a virus and was not kept. Tell your IT service.":
            "Mae firws yn “{name}” ac ni chafodd y ffeil ei chadw. Rhowch wybod i’ch gwasanaeth TG.",
        "“{name}” holds something else than its name says. Check that it is the right file.":
            "Mae “{name}” yn cynnwys rhywbeth gwahanol i’r hyn y mae ei henw yn ei ddweud. Gwiriwch mai dyma’r ffeil gywir.",
        "“{name}” is empty. Choose the file again.": "Mae “{name}” yn wag. Dewiswch y ffeil eto.",
        "“{name}” is larger than 25 MB. Make it smaller, or send a part of it.":
            "Mae “{name}” yn fwy na 25 MB. Gwnewch y ffeil yn llai, neu anfonwch ran ohoni.",
        "“{name}” is not a JPG, PNG, PDF, DOC or DOCX file. Save it as one of these first.":
            "Nid yw “{name}” yn ffeil JPG, PNG, PDF, DOC na DOCX. Cadwch hi fel un o’r rhain yn gyntaf.",
        "“{name}” is one too many: a draft holds 100 files.":
            "Mae “{name}” yn un ffeil yn ormod: gall drafft gynnwys 100 ffeil.",
        "“{text}” is not on the list. Check the spelling, or type another name for it.":
            "Nid yw “{text}” ar y rhestr. Gwiriwch y sillafu, neu teipiwch enw arall amdano.",
        "“{text}” is not on the list. Choose what was meant.":
            "Nid yw “{text}” ar y rhestr. Dewiswch yr hyn a olygwyd.",
    ]
}
