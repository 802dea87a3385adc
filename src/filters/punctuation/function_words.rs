//! The little words that join and begin sentences, by language: the closed lists of `space_after.rs`.
//!
//! A word of these after a stop shows that the stop divides a sentence, or with a capital that a sentence begins. Names of
//! sites, programs and people have none of them.

/// The words of a language, in small letters, with a blank before and after each.
static WORDS: [(&str, &str); 29] = [
    (
        "en",
        " a about according after all also although an and another any are as at be because been before being both but by can \
         could despite did do does during each even every few first for from had has have he her here his how however i if in \
         including into is it its just last like many may maybe meanwhile might more most much must my neither no nobody nor not \
         nothing now of on once one only or other others our perhaps shall she should since so some still such than that the their \
         them then there therefore these they this those though three through thus to too two under unless until was we were \
         what when where whether which while who whom whose why will with within without would yes yet you your ",
    ),
    (
        "de",
        " aber alle als also am an auch auf aus bei beim bis da dabei damit dann darum das dass dem den denn der des deshalb die \
         dies diese dieser dieses doch dort du durch ein eine einem einen einer er erst es etwa für gegen hat hatte heute hier ich \
         ihr ihre im in ist ja jedoch jeder jetzt kann kein keine man mehr mit nach nachdem nicht niemand noch nun nur ob obwohl \
         oder ohne sein seine seit sich sie sind so sondern später trotz über um und uns unter viele vom von vor wann war warum \
         was weil wenn wer werden wie wir wird wo während zu zudem zum zur zwei zwischen ",
    ),
    (
        "fr",
        " a afin ainsi alors après au aucun aujourd aussi autre aux avait avant avec beaucoup bien car ce cela celui cependant \
         ces cet cette chaque chez comme comment contre dans de depuis des deux donc dont du elle elles en encore enfin entre \
         est et était il ils je jusqu la le les leur leurs lorsque lui mais malgré même ne ni nos notre nous on ont or ou où par \
         parce pas pendant personne peu plus plusieurs pour pourquoi pourtant puis quand que quelques qui quoi sa sans se selon \
         ses si son sont sous sur tandis tous tout toute tu un une vers voici votre vous y ",
    ),
    (
        "es",
        " a además ahora al algunos antes así aunque cada como con contra cual cuando de del desde después donde dos durante e el \
         él ella ellos en entonces entre era es esa ese esta está este esto fue ha hasta hay la las le lo los luego mañana más me \
         mientras muchos muy nadie ni no nos o otra otro para pero por porque pues que qué quien se según si sí sin sino sobre \
         son su sus también tras tres tu un una unas unos y ya yo ",
    ),
    (
        "it",
        " a ai al alcuni alla altri anche ancora che chi ci come con contro così cui da dal dalla de degli dei del della delle \
         dopo dove due durante e è ecco ed era fra fu gli ha hanno i il in infatti invece io la le lo loro lui ma mentre molti \
         ne nei nel nella nessuno noi non o oggi ogni oppure ora per perché però più poi prima quando quanto quella quello questa \
         queste questi questo qui quindi se secondo sempre senza si sono sotto su sua sul sulla suo tra tre tutti un una uno ",
    ),
    (
        "pt",
        " a agora ainda além algumas alguns ao aos apesar após aquele as assim até cada com como contra da das de depois desde do \
         dois dos durante e é ela elas ele eles em enquanto então entre era essa esse esta está este eu foi há isso isto já mais \
         mas mesmo muitos na não nas nem no nos o onde os ou outra outro para pela pelo por porque porém pois quando que quem \
         se sem ser seu seus sob sobre sua suas também todos três um uma você ",
    ),
    (
        "nl",
        " aan al alle als bij daar daarna dan dat de deze die dit door dus een en er geen haar had heeft het hij hoe hun ik in is \
         je maar meer men met mijn na naar niemand niet nog nu of om omdat onder ons ook op over sinds te tegen terwijl toch toen \
         tot twee uit van vandaag veel volgens voor waar waarom wanneer want waren was wat we wel wie wij wordt ze zich zij zijn \
         zo zoals zonder zou ",
    ),
    (
        "sv",
        " alla än att av bara både de den denna dess det detta du då där efter eftersom eller en enligt ett flera från för ha han har \
         hade här hon hur i idag inga ingen inte jag kan man med medan men mer mot mycket många nu när och också om på samt sedan \
         sig sin som så till trots två under upp utan vad var varför vem vi vid än är ",
    ),
    (
        "da",
        " af alle at da de den denne der deres derfor det dette dog du efter eller en er et flere for fordi fra han har havde her \
         hun hvad hvem hver hvis hvor hvorfor i ifølge ikke ingen jeg kan man mange med mellem men mens mere nu når og også om \
         over på selv siden som så til to trods uden under var ved vi ",
    ),
    (
        "nb",
        " alle at av da de den denne der deres derfor det dette du etter eller en er et flere for fordi fra få han har hadde her \
         hun hva hvem hver hvis hvor hvorfor i ifølge ikke ingen jeg kan man mange med mellom men mens mer nå når og også om over \
         på selv siden som så til to tross under uten var ved vi ",
    ),
    (
        "pl",
        " a aby albo ale ani bez bo był była było były być co czy dla dlaczego dlatego do dwa gdy gdyby gdzie i ich ile inne \
         inny ja jak jako je jeden jednak jego jej jeszcze jeśli jest już każdy kiedy kto która które którego którzy który lecz lub \
         ma mimo może my na nad nie nikt niż o od on ona oni oraz po pod podczas ponieważ ponadto potem poza przed przez przy są \
         się skoro tak także tam te tego ten teraz to trzy tu tylko u w we wczoraj wiele więc według wszyscy z za zaś ze że żeby ",
    ),
    (
        "cs",
        " a aby ale ani až bez bude by byl byla bylo byli co do dva i jak jako je jeho její jejich jen jestli ještě již jsou k kde \
         kdo kdy když která které který kteří ke ma má mezi může na nad ne nebo než nikdo o od on ona oni oproti pak po pod podle \
         pokud pro proč proto protože před přes při s se si tak také tam tato ten tento to tomu tři u už v ve však všichni vždy z \
         za zatímco ze že ",
    ),
    (
        "ru",
        " а без более бы был была были было в вам вас весь во вот все всё всех вы где да даже два для до его ее её если есть еще ещё \
         же за здесь и из или им их к как каждый когда кроме кто куда ли мне много может мы на над не него нет ни никто но ну о об \
         однако он она они оно от перед по под позже пока после потом потому почему при про с сам свои себя сейчас со так также \
         там тем теперь то тогда тоже только три ты у уже хотя чего чем через что чтобы эта эти это этот я ",
    ),
    (
        "uk",
        " а або але без більше бо був була були було в вже ви від він вона вони воно все всі де для до є ж з за зі і із її їх й \
         його коли кожен крім куди ми може на над не нема ні ніхто ну о ось перед під після по поки потім про проте при та так \
         також там те тепер ти то тоді тому три у усі хоча хто це цей через чи чому ще що щоб я як яка яке який якщо які ",
    ),
    (
        "id",
        " ada adalah agar akan akhirnya antara apa atau bagi bahkan bahwa banyak beberapa belum bisa dalam dan dari dengan di dia \
         hal hanya hingga ia ini itu jadi jika juga kami kamu karena ke kemudian ketika kita lalu lebih maka mereka namun oleh \
         pada para saat saya sebab sebagai sebelum sedangkan sehingga sejak sementara semua serta setelah seperti tak tapi telah \
         tentang tetapi tidak untuk yang ",
    ),
    (
        "ro",
        " a acest această aceste acum ai al ale apoi are asta astfel atunci au ca când care că ce cei cele cine conform cu cum dacă \
         dar de deci deoarece deși despre din după ea ei ele era este eu fără fi fost iar în înainte într la le mai mulți nici nimeni \
         nu o or pe pentru prin sau sau se și spre sub sunt tot trei un unde unei unui vor ",
    ),
    (
        "ca",
        " a això abans així al als amb aquest aquesta aquests cada com contra d de del dels des després doncs durant e el ella ells els \
         en encara entre era és ha han i la les li mentre molt molts ni no o on per però perquè quan que què qui segons sense ser \
         seu seva si són també tot tots un una uns ",
    ),
    (
        "fi",
        " ei eikä eivät ennen en hän he ja joka jonka jos jossa jota jotka joten kaikki kanssa koska kuin kuitenkin kun me mikä mukaan \
         mutta myös mitä niin nyt oli olivat on ovat sekä se sen sillä sitten siis tai tämä tämän vaan vaikka vai voi ",
    ),
    (
        "hu",
        " a ahol akár aki akik amely amelyek ami amikor az azonban azt csak de egy egyik én és ez ezért ezt ha hanem hogy ide így is itt \
         ki lehet majd már még mert mi mint mintha míg most nem nincs ő ők pedig s sem sok több úgy vagy van viszont volt ",
    ),
    (
        "el",
        " αλλά αν από αυτή αυτό αυτός για δεν είναι ενώ επειδή η ή ήταν και κάθε κατά μας με μετά μέχρι να ο οι όμως όπου όπως όταν ότι \
         ούτε ποιος πολύ που πριν προς σε στη στην στις στο στον στους τα τη την της τι τις το τον του τους των ως ωστόσο ",
    ),
    (
        "sh",
        " a ako ali bez bi bila bili bilo bio da dok do ga gde gdje i ili ima iz iza je jedan jer još kad kada kako kao ko kod koja koje \
         koji kroz može na nakon nema ni nije o od oko ona oni ono osim ovaj ova ovo pa po pod pre prije pri prema sa sada samo se su svi \
         ta tako te tek to tu u uz ver već za zato zbog što а али без би било да док до је и из или како када који која које на не није о \
         од по са се су то у за што ",
    ),
    (
        "sk",
        " a aby aj ako ale alebo ani bez bol bola bolo boli by čo do ich iba je jeho ju k kde keď kto ktorá ktoré ktorí ktorý lebo má \
         medzi na nad nie o od po pod podľa pre pred pretože pri s sa si so sú tak takže tento to u už v však viac vo z za zo že ",
    ),
    (
        "sl",
        " a ali bi bil bila bilo brez da do v iz in je ker kjer ki kje ko kot lahko med na nad naj ne ni o ob od on oni pa po pod pred pri \
         saj s se si so ta tako to tudi v vendar za zato če še že ",
    ),
    (
        "bg",
        " а ако беше бе без би в във въпреки да до докато за заради защото и или има как какво както като който която което които къде \
         към ли между много може на над не него но обаче от по под през при с само са се си след според също така този това тя той те \
         че ще я ",
    ),
    (
        "lt",
        " apie ar arba bei bet buvo būti dėl du ir iš į jei jeigu jie jis jog jos kad kai kaip kas kol kur kuri kurie kurio kuris kurių \
         nes net ne nors o per po pagal prie prieš su tačiau tai taip tarp ten tik todėl už visi yra ",
    ),
    (
        "lv",
        " ar arī bet bez bija būs gan ir ja jo ka kad kamēr kas katrs kā kāpēc kur kura kuri kurš lai līdz nav ne nevis no par pat pēc pie \
         pirms savukārt taču tad tāpēc tas tie to tomēr un uz vai viņa viņi viņš visi ",
    ),
    (
        "tr",
        " ama ancak artık aynı bazı ben beri bir biz bu bunun çok çünkü da daha de değil diye en eğer fakat gibi göre hem her hiç için ile \
         ise kadar ki kim mi nasıl ne neden o oysa onlar onun sadece siz sonra şu tüm üzere var ve veya ya yani yok ",
    ),
    (
        "et",
        " aga ei enne et ja kas ka kes kui kuid kuigi kus kuna ma me mida mis mitte nad ning oli on pärast sest see seda siis ta ega või \
         vaid ",
    ),
    (
        "sq",
        " ai ajo ata ato ja ju kështu kjo këto ky më megjithatë mirëpo ndërkaq ndërsa ne në nga nuk për por pra pas po sepse sipas \
         sot të unë ",
    ),
];

/// Days, months and parts of the world: capitalised in English, and no names of sites.
static DATES_AND_PLACES: &str = " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July \
    August September October November December Africa America Antarctica Asia Australia Europe Oceania Argentina Austria \
    Belgium Brazil Britain Canada Chile China Colombia Croatia Cuba Cyprus Denmark Egypt England Estonia Ethiopia Finland \
    France Germany Greece Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kenya Korea Kosovo Latvia \
    Lebanon Lithuania London Luxembourg Malaysia Malta Mexico Moscow Netherlands Nigeria Norway Pakistan Paris Peru \
    Philippines Poland Portugal Romania Russia Scotland Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden \
    Switzerland Syria Taiwan Thailand Tunisia Turkey Uganda Ukraine Venezuela Vietnam Wales Washington Yemen Zimbabwe ";

/// Whether `word` is one of the little words of `language`.
pub(super) fn has(language: Option<&str>, word: &str) -> bool {
    let list = WORDS.iter().find(|(known, _)| Some(*known) == language);
    let Some((_, words)) = list else { return false };
    holds(words, &word.to_lowercase())
}

/// The same, or of any language if that of the text is not known: whoever asks this leaves something alone if it is.
pub(super) fn is_little(language: Option<&str>, word: &str) -> bool {
    if WORDS.iter().any(|(known, _)| Some(*known) == language) {
        return has(language, word);
    }
    let word = word.to_lowercase();
    WORDS.iter().any(|(_, words)| holds(words, &word))
}

/// Whether `word` is one of those that lose a letter before an apostrophe: `L'intérêt`.
pub(super) fn is_elided(language: Option<&str>, word: &str) -> bool {
    let words = match language {
        Some("fr") => " c d j l m n qu s t lorsqu puisqu jusqu aujourd ",
        Some("it") => " all c d dall dell l nell quell quest sull un ",
        Some("ca") => " d l n s ",
        _ => return false,
    };
    holds(words, word)
}

/// Whether `word` is a day, a month or a part of the world.
pub(super) fn is_dated_or_placed(word: &str) -> bool {
    holds(DATES_AND_PLACES, word)
}

/// Whether `word` stands between two blanks of `list`.
fn holds(list: &str, word: &str) -> bool {
    !word.is_empty() && list.contains(&format!(" {word} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_as_a_whole() {
        assert!(
            has(Some("en"), "The")
                && !has(None, "but")
                && has(Some("de"), "zwischen")
                && has(Some("ru"), "Он")
        );
        assert!(
            !has(Some("en"), "th")
                && !has(Some("en"), "")
                && !has(Some("de"), "the")
                && !has(Some("xx"), "the")
        );
        assert!(is_dated_or_placed("Asia") && !is_dated_or_placed("Yahoo"));
    }
}
