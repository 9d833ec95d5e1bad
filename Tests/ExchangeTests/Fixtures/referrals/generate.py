#!/usr/bin/env python3
"""Fictional referrals in the answer format of the United Kingdom's online NRM / Duty to Notify form.

Each line is one JSON object: the form's field keys and the answers a first responder gave
(the key `form` of each question in Rulebooks/uk/dossiers/case/referral.yaml). Nobody in it exists. The same seed always
gives the same file.

    generate.py --count 300 --seed 1 > answers.ndjson
    generate.py --count 300 --seed 1 --casework > casework.ndjson   # the message the form sends to casework
    generate.py --bad --seed 5 > bad.ndjson                         # lines an importer must refuse or survive
"""
import argparse, json, random, sys, datetime as dt, uuid

GIVEN = {
 "British": ["Jamie","Kayleigh","Callum","Leanne","Tyrese","Aaliyah","Ryan","Chloe","Siôn","Eilidh"],
 "Albanian": ["Arben","Elira","Besnik","Mirela","Ilir","Drita","Gëzim","Valbona"],
 "Vietnamese": ["Văn Tuấn","Thị Hương","Minh Đức","Ngọc Lan","Quang Huy","Thị Mai"],
 "Eritrean": ["Tesfay","Selam","Yonas","Mehret","ኣብርሃም","Senait"],
 "Romanian": ["Ionuț","Andreea","Ștefan","Mihaela","Gheorghe","Larisa"],
 "Sudanese": ["Ahmed","Fatima","Idris","Amna","عثمان","Maryam"],
 "Indian": ["Harpreet","Sunita","Rajesh","Anjali","Mohan","Deepa"],
 "Nigerian": ["Blessing","Emeka","Osaze","Joy","Tunde","Faith"],
 "Chinese": ["Wei","Xiaomei","Jun","Lihua","建国","Min"],
 "Polish": ["Łukasz","Agnieszka","Zbigniew","Małgorzata","Paweł"],
}
FAMILY = {
 "British": ["O'Neill","Smith-Jones","Campbell","Okafor","Hughes","McGregor","Brown"],
 "Albanian": ["Hoxha","Shehu","Gjoka","Dervishi"], "Vietnamese": ["Nguyễn","Trần","Lê","Phạm"],
 "Eritrean": ["Gebremedhin","Tekle","Habtom"], "Romanian": ["Popescu","Munteanu","Țurcanu"],
 "Sudanese": ["Abdelrahman","Osman","al-Tayeb"], "Indian": ["Singh","Kaur","Patel"],
 "Nigerian": ["Eze","Osagie","Adebayo"], "Chinese": ["Zhang","Li","王"], "Polish": ["Wiśniewski","Żak","Nowak"],
}
LANGUAGE = {"British":None,"Albanian":"Albanian","Vietnamese":"Vietnamese","Eritrean":"Tigrinya","Romanian":"Romanian",
            "Sudanese":"Arabic","Indian":"Punjabi","Nigerian":None,"Chinese":"Chinese (Mandarin)","Polish":"Polish"}
COUNTRY = {"Albanian":"Albania","Vietnamese":"Vietnam","Eritrean":"Eritrea","Romanian":"Romania","Sudanese":"Sudan",
           "Indian":"India","Nigerian":"Nigeria","Chinese":"China","Polish":"Poland"}
ORGS = {"england":["Metropolitan Police Service","Home Office - UK Border Force UKBF","Kent County Council","The Salvation Army","West Midlands Police","Greater Manchester Police","Barnardo's","Unseen","Migrant Help"],
        "wales":["South Wales Police","BAWSO","City of Cardiff Council","New Pathways"],
        "scotland":["Police Scotland","Glasgow City Council","Trafficking Awareness Raising Alliance TARA"],
        "northern-ireland":["Police Service of Northern Ireland","Migrant Help"]}
FORCE = {"england":["Metropolitan Police Service","West Midlands Police","Greater Manchester Police","Kent Police"],"wales":["South Wales Police","Gwent Police"],
         "scotland":["Police Scotland"],"northern-ireland":["Police Service of Northern Ireland"]}
AUTHORITY = {"england":"Kent County Council","wales":"City of Cardiff Council","scotland":"Glasgow City Council","northern-ireland":"Belfast City Council"}
TOWN = {"england":[("Croydon","Greater London"),("Ashford","Kent"),("Birmingham","West Midlands"),("Rochdale","Greater Manchester")],"wales":[("Cardiff / Caerdydd","South Glamorgan")],
        "scotland":[("Glasgow","City of Glasgow")],"northern-ireland":[("Belfast","County Antrim")]}
STORY = {
 "types-of-exploitation-forced-to-work":("offered a job at a {p}, then told wages would repay a debt that grew each week","worked at a {p} twelve hours a day, six or seven days a week",["car wash","farm","nail bar","care home","building site","warehouse"]),
 "types-of-exploitation-wages-taken":("a recruiter opened a bank account in their name and kept the card","worked at a {p}; the wages went to an account they could not use",["food factory","recycling plant","cleaning company"]),
 "types-of-exploitation-forced-to-commit-fraud":("was told to sign forms they could not read","benefits were claimed in their name from a {p}",["shared house","flat above a shop"]),
 "types-of-exploitation-prostitution":("met someone online who promised a life together","was moved between flats and made to see clients in a {p}",["rented flat","hotel"]),
 "types-of-exploitation-child-exploitation":("an older person gave gifts, then threatened to tell family","was taken to a {p} to meet adults",["house","hotel","park"]),
 "types-of-exploitation-forced-to-commit-crime":("was asked to hold a package and then told they owed for it","was made to carry drugs and cash from a {p}",["house in another county","flat whose owner was afraid of them","cannabis grow"]),
 "types-of-exploitation-unpaid-household-work":("a relative arranged travel to help with children","cooked, cleaned and cared for children in a {p} without pay or rest",["private house"]),
 "types-of-exploitation-organs-removed":("was promised work and a medical check","was taken to a {p} and told an operation was needed",["private clinic"]),
}
TREATED = ["Their passport was kept from them.","They were told the police would deport them.","They were locked in at night.","They were hit when they asked for pay.","Their family abroad was threatened.","They had to ask to use the toilet."]
LIVING = ["Six people shared one room.","They slept where they worked.","There was no heating and one meal a day.","They had a room but could not leave it alone."]
NOT_NRM = ["Does not see themselves as a victim.","Afraid of what the exploiters will do to their family.","Does not want the Home Office to have their details.","Wants to go home.","Does not want to move away from the area.", ""]

def person(r, nat):
    return r.choice(GIVEN[nat]), r.choice(FAMILY[nat])

def referral(r, i):
    nation = r.choices(["england","wales","scotland","northern-ireland"],[84,6,7,3])[0]
    nat = r.choices(list(GIVEN),[23,13,11,8,6,6,6,5,3,3] if len(GIVEN)==10 else None)[0]
    age_answer = r.choices(["no","yes","not-sure"],[64,31,5])[0]
    town, region = r.choice(TOWN[nation])
    today = dt.date(2026,1,1)+dt.timedelta(days=r.randrange(0,300))
    years = r.randrange(10,18) if age_answer=="yes" else r.randrange(16,20) if age_answer=="not-sure" else r.randrange(18,62)
    dob = today - dt.timedelta(days=int(years*365.25)+r.randrange(1,360))
    first, last = person(r, nat)
    kinds = ["types-of-exploitation-forced-to-commit-crime","types-of-exploitation-child-exploitation","types-of-exploitation-forced-to-work","types-of-exploitation-unpaid-household-work"] if age_answer!="no" else [k for k in STORY if "child" not in k]
    weights = [55,20,18,7] if age_answer!="no" else [38,8,5,17,22,8,2]
    types = {r.choices(kinds,weights)[0]}
    if r.random()<.22: types.add(r.choices(kinds,weights)[0])
    start, do, places = STORY[sorted(types)[0]]; place = r.choice(places)
    where = "uk" if nat=="British" or r.random()<.45 else r.choice(["overseas","uk-and-overseas"])
    a = {"externalID": str(uuid.UUID(int=r.getrandbits(128),version=4)), "submitted-at": f"{today.isoformat()}T{r.randrange(0,24):02d}:{r.randrange(0,60):02d}:00Z",
      "reference": f"{first[:1]}{i:04d}", "user-email": f"first.responder{i%37}@example.police.uk", "user-organisation": r.choice(ORGS[nation]), "fr-location": nation, "pv-under-age": age_answer}
    if age_answer!="no":
        a.update({"local-authority-contacted-about-child-local-authority-name":AUTHORITY[nation],"local-authority-contacted-about-child-local-authority-phone":"020 7946 0%03d"%r.randrange(1000),
                  "local-authority-contacted-about-child-local-authority-email":"childrens.services@example.gov.uk"})
    else: a["pv-under-age-at-time-of-exploitation"]=r.choices(["no","yes","not-sure"],[78,16,6])[0]
    multiple = r.choices(["no","yes","i-dont-know"],[70,20,10])[0]
    a.update({"birthplace": f"A village in {COUNTRY.get(nat,'the north of England')}", "family": r.choice(["Parents and two sisters.","Brought up by a grandparent.","In care since the age of nine.","Married, two children at home."]),
      "education": r.choice(["Left school at twelve.","Finished secondary school.","Excluded from school in year nine.","Two years of college."]), "employment-history": r.choice(["None.","Farm work.","Shop assistant.","Driver."]),
      "potential-victim-exploitative-situation-multiple": multiple})
    began = today-dt.timedelta(days=r.randrange(60,1500)); ended = began+dt.timedelta(days=r.randrange(20,max(21,(today-began).days)))
    a["when-did-the-exploitation-take-place-multiple" if multiple=="yes" else "when-did-the-exploitation-take-place"]=f"{began:%B %Y} to {ended:%B %Y}"
    a["how-did-the-exploitation-start"]="They said that they "+start.format(p=place)+"."
    moved = r.random()<.6
    a["were-they-taken-somewhere-by-their-exploiter"]="yes" if moved else "no"
    if moved: a["were-they-taken-somewhere-by-their-exploiter-journey-details"]=r.choice(["By lorry through two countries, then a van.","By car to another county, phone taken.","By plane with someone who held the ticket.","By small boat."])
    a["what-were-they-required-to-do"]="They "+do.format(p=place)+"."; a["living-conditions"]=r.choice(LIVING); a["how-they-were-treated"]=" ".join(r.sample(TREATED,r.randrange(1,4)))
    still = r.random()<.12; a["still-in-exploitative-situation"]="yes" if still else "no"
    if still: a["what-is-keeping-them-in-situation"]="Debt, and threats to a relative."
    else: a["how-why-did-they-leave-the-situation"]=r.choice(["Police visited the address.","They ran when a door was left open.","A customer helped.","Arrested with others."])
    a["when-last-contact"]=r.choice(["within-the-last-week","within-the-last-month","within-the-last-3-month","within-the-last-6-month","within-the-last-6-12-month","over-a-year-ago","not-sure"])
    a["details-last-contact"]=r.choice(["A message from a number they did not know.","None since leaving.","Seen near the home of a friend."])
    chance=r.choice(["yes","no","not-sure"]); a["is-this-the-first-chance-to-report"]=chance
    if chance=="no": a["why-report-now"]="They were afraid and did not know where to go."
    ind=r.random()<.9; a["modern-slavery-indicators"]="yes" if ind else "no"
    if ind: a["modern-slavery-indicators-details"]=r.choice(["Few possessions, bruises, someone else answered for them.","No control of documents or money.","Missing from home, new phone, unexplained cash."])
    a.update({"where-how-interview-carried-out":r.choice(["At a police station with an interpreter by phone.","At a drop-in centre.","At hospital, alone, with a nurse nearby."]),"professional-insight":"Consistent account; tired and frightened.","evidence-of-dishonesty":"no","are-others-involved":r.choice(["yes","no"])})
    if a["are-others-involved"]=="yes": a["are-others-involved-details"]="Social worker and a solicitor."
    a["where-exploitation-happened"]=where
    if where!="overseas": a["where-exploitation-happened-uk-city-1"]=town
    if where!="uk": a["where-exploitation-happened-overseas-country-1"]=r.choice([COUNTRY.get(nat,"France"),"Libya","France"])
    a.update({"current-pv-location-uk-city":town,"current-pv-location-uk-region":region,"who-exploited-pv":r.choice(["A man called 'Uncle' and two others.","The manager of the place where they worked.","An older boy and his friends."])})
    loc=r.random()<.4; a["exploiters-location"]="yes" if loc else "no"
    if loc: a.update({"are-exploiters-in-the-uk":r.choice(["yes","no"]),"exploiters-current-location-details":f"Last known in {town}."})
    for k in sorted(types): a[k]="true"
    if r.random()<.03: a.update({"types-of-exploitation-other":"true","other-exploitation-details":"Forced begging outside a station."})
    a["any-other-pvs"]=r.choice(["yes","no","not-sure"])
    if a["any-other-pvs"]=="yes": a["other-potential-victims-yes-details"]="Three others at the same address, Operation Larkspur."
    a["future-exploitation-concerns"]=r.choice(["yes","no"])
    if a["future-exploitation-concerns"]=="yes": a["future-exploitation-reasons"]="The debt is said to be unpaid."
    crime=r.random()<.5; a["reported-to-police"]="yes" if crime else "no"
    if crime: a.update({"reported-to-police-police-forces":r.choice(FORCE[nation]),"reported-to-police-crime-reference":f"{r.randrange(10,99)}/{r.randrange(10000,99999)}/26"})
    coop=r.random()<.45; a["authorities-cooperation"]="yes" if coop else "no"
    if coop: a["authorities-cooperation-details"]="Willing to give an account on video."
    nrm = age_answer!="no" or r.random()<.77
    a["pv-want-to-submit-nrm"]="yes" if nrm else "no"
    sex = r.choices(["male","female","unknown"],[73,26,1])[0]
    if not nrm:
        a.update({"refuse-nrm":r.choice(NOT_NRM),"pv-gender":sex,"pv-nationality":nat})
        if coop: a.update({"pv-name-first-name":first,"pv-name-last-name":last,"pv-contact-details":"email","pv-contact-details-email-input":f"pv{i}@example.org","pv-contact-details-email-check":"true"})
        return a
    if age_answer=="no":
        a["does-pv-need-support"]=r.choices(["yes","no"],[85,15])[0]
        if a["does-pv-need-support"]=="yes":
            how=r.choice(["yes","pv-alternative-number","no"]); a["pv-phone-number"]=how
            if how=="yes": a["pv-phone-number-yes"]="+44 7700 900%03d"%r.randrange(1000)
            elif how=="pv-alternative-number": a.update({"pv-phone-number-alternative":"+44 7700 900%03d"%r.randrange(1000),"alternative-number-relation-to-pv":"Friend"})
            else: a["no-contact-details"]="Phone was taken; reach them through the drop-in centre."
    a.update({"pv-name-first-name":first,"pv-name-last-name":last,"pv-gender":sex,"pv-nationality":nat})
    if r.random()<.2: a["pv-name-nickname"]=r.choice(["Tiny","Johnny","Sister","B"])
    if r.random()<.9: a["pv-dob"]=dob.isoformat()
    kids=r.random()<.25 and age_answer=="no"; a["does-pv-have-children"]="yes" if kids else "no"
    if kids: a["does-pv-have-children-yes-amount"]=str(r.randrange(1,5))
    if r.random()<.04: a["pv-nationality-second"]="Italian"
    lang=LANGUAGE[nat]; a["pv-interpreter-requirements"]="yes" if lang else "no"
    if lang: a["pv-interpreter-requirements-language"]=lang
    aid=r.random()<.06; a["pv-other-help-with-communication"]="yes" if aid else "no"
    if aid: a["pv-other-help-with-communication-aid"]=r.choice(["British Sign Language","Large print","Easy read"])
    ho=nat!="British" and r.random()<.5; a["pv-ho-reference"]="yes" if ho else "no"
    if ho: a["pv-ho-reference-type"]="H%07d"%r.randrange(10**7)
    if age_answer=="no":
        a["who-contact"]=r.choices(["potential-victim","someone-else"],[60,40])[0]
        if a["who-contact"]=="potential-victim": a.update({"pv-contact-details":"email","pv-contact-details-email-input":f"pv{i}@example.org","pv-contact-details-email-check":"true"})
        else: a.update({"someone-else":"email","someone-else-first-name":"Rowan","someone-else-last-name":"Ellis","someone-else-email-input":f"support{i}@example.org","someone-else-permission-check":"true"})
    a.update({"fr-details-first-name":"Sam","fr-details-last-name":r.choice(["Price","Kerr","Doyle","Ahmed"]),"fr-details-role":r.choice(["Police Constable","Social worker","Border Force officer","Support worker"]),"fr-details-phone":"020 7946 0%03d"%r.randrange(1000),"fr-alternative-contact":f"team{i%11}@example.police.uk"})
    return a

BOOL={"true":"Yes"}
def CAP(v):
    if isinstance(v,list): return "Email, Post" if len(v)>1 else CAP(v[0])
    return v[:1].upper()+v[1:] if v else v
def casework(a):
    """The message that the form hands to casework: names as under `casework` in the same file."""
    g=a.get; age={"yes":"Child","no":"Adult","not-sure":"Unknown"}; place={"uk":"UK","overseas":"OVERSEAS","uk-and-overseas":"BOTH"}
    yn={"yes":"Yes","no":"No","not-sure":"Not sure"}; nat={"england":"ENG","wales":"WAL","scotland":"SCOT","northern-ireland":"NI"}
    m={"Type":"662265" if g("pv-want-to-submit-nrm")=="no" else "560734","ExternalId":g("externalID"),"NRMOrDuty":"DTN" if g("pv-want-to-submit-nrm")=="no" else "NRM",
     "Customer.Forename1":g("pv-name-first-name"),"Customer.Surname":g("pv-name-last-name"),"Customer.Alias":g("pv-name-nickname"),"Customer.DOB":g("pv-dob"),"Customer.Custom7":"Yes" if g("pv-dob") else None,
     "Customer.Custom17":{"female":"Female","male":"Male","unknown":"Other"}.get(g("pv-gender")),"Customer.Nationality":g("pv-nationality"),"Customer.Custom11":g("pv-nationality-second"),
     "Customer.Email":g("pv-contact-details-email-input"),"Customer.Phone":g("pv-phone-number-yes"),"Customer.ContactMethod":CAP(g("pv-contact-details")),"HowToNotify":CAP(g("pv-contact-details")),"Customer.Custom9":CAP(g("does-pv-have-children")),"Customer.Custom10":g("does-pv-have-children-yes-amount"),
     "Customer.Custom13":CAP(g("pv-interpreter-requirements")),"Customer.Custom14":g("pv-interpreter-requirements-language"),"Customer.Custom15":CAP(g("pv-other-help-with-communication")),"Customer.Custom16":g("pv-other-help-with-communication-aid"),
     "Case.Jurisdiction":(g("fr-location") or "").upper().replace("-",""),"Country":nat.get(g("fr-location")),"CountryLabel":CAP(g("fr-location")),"AdultOrChild":age.get(g("pv-under-age")),"AdultOrChildDuringExploitation":age.get(g("pv-under-age-at-time-of-exploitation")),
     "ExploitationLocationPresented":place.get(g("where-exploitation-happened")),"City1":g("where-exploitation-happened-uk-city-1"),"Country1":g("where-exploitation-happened-overseas-country-1"),"PVCurrentCityTown":g("current-pv-location-uk-city"),"PVCurrentCounty":g("current-pv-location-uk-region"),
     "ExploiterDetails":g("who-exploited-pv"),"ExploitersLocationInformationPresent":CAP(g("exploiters-location")),"ExploitersInUK":CAP(g("are-exploiters-in-the-uk")),"InformationOnExploitersCurrentLocation":g("exploiters-current-location-details"),
     "ConcernsOfFurtherExploitationToPV":CAP(g("future-exploitation-concerns")),"ReasonForConcernsReFurtherExploitation":g("future-exploitation-reasons"),"WillingToCooperate":CAP(g("authorities-cooperation")),"CollaborationInfo":g("authorities-cooperation-details"),
     "ComponentForcedToWorkForNothing":BOOL.get(g("types-of-exploitation-forced-to-work")),"ComponentWagesTaken":BOOL.get(g("types-of-exploitation-wages-taken")),"ComponentFraud":BOOL.get(g("types-of-exploitation-forced-to-commit-fraud")),
     "ComponentProstitution":BOOL.get(g("types-of-exploitation-prostitution")),"ComponentChildExploitation":BOOL.get(g("types-of-exploitation-child-exploitation")),"ComponentForcedCrime":BOOL.get(g("types-of-exploitation-forced-to-commit-crime")),
     "ComponentOrgansRemoved":BOOL.get(g("types-of-exploitation-organs-removed")),"ComponentDomesticServitude":BOOL.get(g("types-of-exploitation-unpaid-household-work")),"ExploitationOther":g("other-exploitation-details"),
     "OtherVictims":yn.get(g("any-other-pvs")),"OtherVictimsFurtherInfo":g("other-potential-victims-yes-details") or "No further information provided","ReportedCase":CAP(g("reported-to-police")),"PoliceForce":g("reported-to-police-police-forces"),"PoliceForceCRN":g("reported-to-police-crime-reference"),
     "LocalAuthority":g("local-authority-contacted-about-child-local-authority-name"),"LAPhone":g("local-authority-contacted-about-child-local-authority-phone"),"LAEmail":g("local-authority-contacted-about-child-local-authority-email"),
     "DTNReason":g("refuse-nrm"),"NeedSupport":CAP(g("does-pv-need-support")),"AlternativePhoneNumber":g("pv-phone-number-alternative"),"AlternativePhoneRelationshipToPV":g("alternative-number-relation-to-pv"),"CannotProvideContactDetails":g("no-contact-details"),
     "WhoToSendDecisionTo":{"potential-victim":"PV","someone-else":"Someone else"}.get(g("who-contact")),"SafeToEmail":BOOL.get(g("pv-contact-details-email-check")),"CIDReference":g("pv-ho-reference-type"),
     "Agent.Forename1":g("fr-details-first-name"),"Agent.Name":g("fr-details-last-name"),"Agent.Email":g("user-email"),"Agent.Phone":g("fr-details-phone"),"Agent.Jobtitle":g("fr-details-role"),"Agent.Organisation":g("user-organisation"),"AlternateFREmail":g("fr-alternative-contact"),
     "AltContactFirstName":g("someone-else-first-name"),"AltContactName":g("someone-else-last-name"),"AltContactEmail":g("someone-else-email-input"),"AltContactPermissionToSend":BOOL.get(g("someone-else-permission-check")),
     "PVBirthplace":g("birthplace"),"PVFamily":g("family"),"PVEducation":g("education"),"PVEmploymentHistory":g("employment-history"),"MoreThanOneExploitationSituations":{"yes":"Yes","no":"No","i-dont-know":"DontKnow"}.get(g("potential-victim-exploitative-situation-multiple")),
     "ExploitationDates":g("when-did-the-exploitation-take-place-multiple") or g("when-did-the-exploitation-take-place"),"HowExploitationStarted":g("how-did-the-exploitation-start"),"ExploitationTakenSomewhere":CAP(g("were-they-taken-somewhere-by-their-exploiter")),"ExploitationJourneyDetails":g("were-they-taken-somewhere-by-their-exploiter-journey-details"),
     "ExploitationAverageDay":g("what-were-they-required-to-do"),"ExploitationLivingConditions":g("living-conditions"),"ExploitationTreatment":g("how-they-were-treated"),"PVStillInExploitativeSituation":CAP(g("still-in-exploitative-situation")),"KeepingPVInSituation":g("what-is-keeping-them-in-situation"),"ExploitationReasonTheyLeft":g("how-why-did-they-leave-the-situation"),
     "PVExploitersLastContact":g("when-last-contact"),"DetailsLastContact":g("details-last-contact"),"FirstChanceToReport":yn.get(g("is-this-the-first-chance-to-report")),"ReasonForReportingNow":g("why-report-now"),
     "IdentifiedModernSlaveryIndicators":CAP(g("modern-slavery-indicators")),"IdentifiedModernSlaveryIndicatorsDetails":g("modern-slavery-indicators-details"),"ProfessionalInsight":g("professional-insight"),"DetailsAboutInterview":g("where-how-interview-carried-out"),"EvidenceOfDishonesty":CAP(g("evidence-of-dishonesty")),"ProfessionalsInvolved":CAP(g("are-others-involved")),"DetailsOfProfessionalsInvolved":g("are-others-involved-details")}
    m.update({"LAFirstName":g("local-authority-contacted-about-child-local-authority-first-name"),"LALastName":g("local-authority-contacted-about-child-local-authority-last-name"),
     "ExploitationUKAddress":g("where-exploitation-happened-other-uk-other-location"),"ExploitationOverseasAddress":g("where-exploitation-happened-other-overseas-other-location"),
     "Customer.Address":g("pv-contact-details-street"),"Customer.Town":g("pv-contact-details-town"),"Customer.County":g("pv-contact-details-county"),"Customer.Postcode":g("pv-contact-details-postcode"),"SafeToPostal":BOOL.get(g("pv-contact-details-post-check")),
     "AltContactAddress":g("someone-else-street"),"AltContactTown":g("someone-else-town"),"AltContactCounty":g("someone-else-county"),"AltContactPostcode":g("someone-else-postcode"),
     "ReportedBeforeFurtherInfo":g("yes-the-first-chance-to-report") or g("not-sure-the-first-chance-to-report"),"DetailsOfEvidenceOfDishonesty":g("evidence-of-dishonesty-details"),"EvidenceSubmitted":g("what-evidence-you-will-submit"),
     "ComponentSexuallyassaulted":BOOL.get(g("types-of-exploitation-taken-somewhere"))})
    for n in range(2,11):
        m[f"City{n}"]=g(f"where-exploitation-happened-uk-city-{n}"); m[f"Country{n}"]=g(f"where-exploitation-happened-overseas-country-{n}")
    if g("other-potential-victims-not-sure-details"): m["OtherVictimsFurtherInfo"]=g("other-potential-victims-not-sure-details")
    return {k:v for k,v in m.items() if v is not None}

def bad(r):
    good=lambda: next(x for x in (referral(r,9000+k) for k in range(10**6)) if x["pv-under-age"]=="no" and x["pv-want-to-submit-nrm"]=="yes" and "pv-dob" in x)
    def case(why, change, expect):
        a=good(); change(a); return why, a, expect
    def no_types(a):
        for k in [k for k in a if k.startswith("types-of-exploitation")]: del a[k]
    rows=[
     case("no organisation",lambda a:a.pop("user-organisation"),"refuse"), case("no kind of exploitation chosen",no_types,"refuse"),
     case("born in the future",lambda a:a.update({"pv-dob":"2031-02-03"}),"refuse"), case("no such day",lambda a:a.update({"pv-dob":"1999-02-30"}),"refuse"), case("born before 1900",lambda a:a.update({"pv-dob":"1899-12-31"}),"refuse"),
     case("answered adult but the date of birth says 12: taken in, treated as a child until resolved, the contradiction raised with the referrer",lambda a:a.update({"pv-dob":(dt.date.fromisoformat(a["submitted-at"][:10])-dt.timedelta(days=12*365)).isoformat()}),"accept"),
     case("unknown nation",lambda a:a.update({"fr-location":"narnia"}),"refuse"), case("answer too long (15,001)",lambda a:a.update({"how-did-the-exploitation-start":"x"*15001}),"refuse"), case("longest answer allowed (15,000)",lambda a:a.update({"how-did-the-exploitation-start":"é"*15000}),"accept"),
     case("yes needs its detail",lambda a:(a.update({"future-exploitation-concerns":"yes"}),a.pop("future-exploitation-reasons",None)),"refuse"),
     case("consent missing",lambda a:a.pop("pv-want-to-submit-nrm"),"refuse"), case("e-mail is not one",lambda a:a.update({"user-email":"nobody"}),"refuse"),
     case("markup in a name must be kept as text",lambda a:a.update({"pv-name-first-name":"<script>alert(1)</script>"}),"accept"), case("quotes and semicolons must be kept as text",lambda a:a.update({"pv-name-last-name":"O'Brien'); DROP TABLE entry;--"}),"accept"),
     case("right-to-left and combining marks",lambda a:a.update({"pv-name-first-name":"مُحَمَّد","pv-name-last-name":"e\u0301\u202e"}),"accept"), case("a NUL character",lambda a:a.update({"family":"a\u0000b"}),"refuse"),
     case("a number where text belongs",lambda a:a.update({"family":42}),"refuse"), case("unknown key is kept aside, not lost",lambda a:a.update({"new-question-2027":"yes"}),"accept"),
    ]
    for why,a,expect in rows: print(json.dumps({"why":why,"expect":expect,"line":json.dumps(a,ensure_ascii=False)},ensure_ascii=False))
    for why,line in [("not JSON","{\"reference\": "),("an array","[1,2]"),("an empty object","{}"),("an empty line",""),("deeply nested","["*5000+"]"*5000)]:
        print(json.dumps({"why":why,"expect":"refuse" if why!="an empty line" else "skip","line":line}))

def main():
    p=argparse.ArgumentParser(description=__doc__,formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--count",type=int,default=300); p.add_argument("--seed",type=int,default=1); p.add_argument("--casework",action="store_true"); p.add_argument("--bad",action="store_true")
    o=p.parse_args(); r=random.Random(o.seed)
    if o.bad: return bad(r)
    for i in range(o.count):
        a=referral(r,i); print(json.dumps(casework(a) if o.casework else a,ensure_ascii=False))
if __name__=="__main__": main()
