package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubListStore.Filter;
import app.clockout.domain.Club;
import app.clockout.domain.Club.Joining;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.table.Table;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClubListStoreTest {
    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("ClubsFunction"));
    private final ClubListStore list = new ClubListStore(table);
    private int clubs;

    @Test
    void shouldListByNameWhateverItsCaseAndAccents() {
        enter("Zebra", "book club", "Äpfel", "Book", "BOOK CLUB");

        assertThat(named(Filter.NONE)).containsExactly("Äpfel", "Book", "book club", "BOOK CLUB", "Zebra");
    }

    @Test
    void shouldFilterByIndustryByCityAndByBoth() {
        enter("One", Industry.LAW, "Malmö");
        enter("Two", Industry.LAW, "Lima");
        enter("Three", Industry.DESIGN, "malmo ");

        assertThat(named(new Filter(Industry.LAW, null, null))).containsExactly("One", "Two");
        assertThat(named(new Filter(null, FoldedText.of("MALMÖ"), null))).containsExactly("One", "Three");
        assertThat(named(new Filter(Industry.LAW, FoldedText.of("malmo"), null)))
                .containsExactly("One");
        assertThat(named(new Filter(Industry.ARTS, null, null))).isEmpty();
        assertThat(named(new Filter(Industry.LAW, FoldedText.of("malmo"), FoldedText.of("o"))))
                .containsExactly("One");
        assertThat(named(new Filter(Industry.LAW, FoldedText.of("malmo"), FoldedText.of("t"))))
                .isEmpty();
    }

    @Test
    void shouldTakeNoCityForAnyCity() {
        enter("Stars", Industry.LAW, "*");
        enter("Lima", Industry.LAW, "Lima");

        assertThat(named(new Filter(null, FoldedText.of("*"), null))).containsExactly("Stars");
        assertThat(named(Filter.NONE)).containsExactly("Lima", "Stars");
    }

    @Test
    void shouldFindByTheBeginningOfAnyWord() {
        enter("Malmö Design", "L'Été des Créateurs", "Кофе и код", "東京カフェ", "C# & more", "Straße 7");

        assertThat(found("mal")).containsExactly("Malmö Design");
        assertThat(found("DÉS")).containsExactly("L'Été des Créateurs", "Malmö Design");
        assertThat(found("ete")).containsExactly("L'Été des Créateurs");
        assertThat(found("createurs")).containsExactly("L'Été des Créateurs");
        assertThat(found("ко")).containsExactly("Кофе и код");
        assertThat(found("東京")).containsExactly("東京カフェ");
        assertThat(found("more")).containsExactly("C# & more");
        assertThat(found("strasse")).containsExactly("Straße 7");
        assertThat(found("7")).containsExactly("Straße 7");
        assertThat(found("esign")).isEmpty();
    }

    @Test
    void shouldNotSplitAWordAtAVowelSignNorTakeOneForAnother() {
        enter("काला पानी", "कला केंद्र", "Club पुणे", "பெங்களூர் கிளப்", "คลับ", "क्षत्रिय मंडल");

        assertThat(found("कला")).containsExactly("कला केंद्र");
        assertThat(found("काला")).containsExactly("काला पानी");
        assertThat(found("पानी काला")).containsExactly("काला पानी");
        assertThat(found("ला")).isEmpty();
        assertThat(found("क")).containsExactly("कला केंद्र");
        assertThat(found("पा")).containsExactly("काला पानी");
        assertThat(found("प")).isEmpty();
        assertThat(found("पुणे")).containsExactly("Club पुणे");
        assertThat(found("पेन")).isEmpty();
        assertThat(found("கிளப்")).containsExactly("பெங்களூர் கிளப்");
        assertThat(found("क्\u200dषत्रिय")).containsExactly("क्षत्रिय मंडल");
    }

    @Test
    void shouldFindAPhraseAnywhereInScriptsWithoutSpaces() {
        enter(
                "東京金融クラブ",
                "東京スタートアップ創業者の会 2027",
                "北京读书会 Beijing Readers",
                "ชมรมการเงินกรุงเทพ",
                "ក្លឹបភ្នំពេញ",
                "ရန်ကုန်ကလပ်",
                "Tokyo Finance");

        assertThat(found("金融")).containsExactly("東京金融クラブ");
        assertThat(found("東京")).containsExactly("東京スタートアップ創業者の会 2027", "東京金融クラブ");
        assertThat(found("東京 クラブ")).containsExactly("東京金融クラブ");
        assertThat(found("創業者")).containsExactly("東京スタートアップ創業者の会 2027");
        assertThat(found("ｽﾀｰﾄｱｯﾌﾟ")).containsExactly("東京スタートアップ創業者の会 2027");
        assertThat(found("スタートアッフ")).isEmpty();
        assertThat(found("2027 東京")).containsExactly("東京スタートアップ創業者の会 2027");
        assertThat(found("读书 beij")).containsExactly("北京读书会 Beijing Readers");
        assertThat(found("金東")).isEmpty();
        assertThat(found("กรุงเทพ")).containsExactly("ชมรมการเงินกรุงเทพ");
        assertThat(found("กรุงเทพ เงิน")).containsExactly("ชมรมการเงินกรุงเทพ");
        assertThat(found("ភ្នំ\u200bពេញ")).containsExactly("ក្លឹបភ្នំពេញ");
        assertThat(found("ကလပ်")).containsExactly("ရန်ကုန်ကလပ်");
    }

    @Test
    void shouldFindAPhraseAtTheEndOfANameThatIsLongerThanAKey() {
        var name = "\ufdfa".repeat(20) + "東京金融";
        enter(name, "京都");

        assertThat(found("金融")).containsExactly(name);
    }

    @Test
    void shouldPageThroughWhatAPhraseFinds() {
        for (int i = 0; i < 7; i++) {
            enter("第" + i + "東京会", "第" + i + "京都会");
        }

        assertThat(pages(search("東京"), 2)).doesNotHaveDuplicates().hasSize(7);
        assertThat(pages(search("東京"), 7)).hasSize(7);
    }

    @Test
    void shouldFindANameOnceThoughSeveralOfItsWordsBeginSo() {
        enter("Design and designers", "Designers design");

        assertThat(found("design")).containsExactly("Design and designers", "Designers design");
        assertThat(found("designe")).containsExactlyInAnyOrder("Design and designers", "Designers design");
    }

    @Test
    void shouldFindNamesThatHaveAllTheWords() {
        enter("London Finance Women", "Women of London", "Finance Lima");

        assertThat(found("london wom")).containsExactly("London Finance Women", "Women of London");
        assertThat(found("WOM lon fin")).containsExactly("London Finance Women");
        assertThat(found("finance finance")).containsExactlyInAnyOrder("Finance Lima", "London Finance Women");
        assertThat(found("london lima")).isEmpty();
    }

    @Test
    void shouldFindANameWithoutWordsByItsBeginning() {
        enter("🎉🎉", "🎉 Party", "Party");

        assertThat(found("🎉")).containsExactly("🎉 Party", "🎉🎉");
        assertThat(named(Filter.NONE)).containsExactly("Party", "🎉 Party", "🎉🎉");
    }

    @Test
    void shouldFindWordsOfTheFarPlanesAndVeryLongOnes() {
        var gothic = "\uD800\uDF32\uD800\uDF33";
        enter(gothic + " club", "a".repeat(80));

        assertThat(found("\uD800\uDF32")).containsExactly(gothic + " club");
        assertThat(found("a".repeat(60))).containsExactly("a".repeat(80));
        assertThat(found("a".repeat(60) + "b")).isEmpty();
    }

    @Test
    void shouldPageThroughEachListWithoutGapsAndTwice() {
        for (int i = 0; i < 7; i++) {
            enter("Club of clubs " + i);
        }

        for (var filter : List.of(Filter.NONE, search("club"), search("club of"), search("c o"))) {
            assertThat(pages(filter, 2)).doesNotHaveDuplicates().hasSize(7);
            assertThat(pages(filter, 7)).hasSize(7);
        }
        assertThat(list.page(Filter.NONE, null, 7).next()).isNull();
        assertThat(list.page(Filter.NONE, null, 6).next()).isNotNull();
    }

    @Test
    void shouldFollowAChangeAndLeaveNothingBehind() {
        var before = club("Malmö Design", Industry.DESIGN, "Malmö");
        var after = new Club(
                before.slug(),
                "Lund Design",
                Industry.ARTS,
                "Lund",
                before.timezone(),
                "",
                Joining.OPEN,
                before.hosts(),
                1,
                2,
                before.createdAt(),
                null);
        table.commit(list.enter(before));
        table.commit(list.move(before, after));

        assertThat(found("malmo")).isEmpty();
        assertThat(found("lund")).containsExactly("Malmö Design");
        assertThat(list.page(new Filter(Industry.DESIGN, null, null), null, 10).clubs())
                .isEmpty();
        assertThat(list.page(new Filter(Industry.ARTS, FoldedText.of("lund"), null), null, 10)
                        .clubs())
                .containsExactly(before.slug());
        assertThat(list.move(after, after)).isEmpty();

        table.commit(list.leave(after));
        assertThat(stack.items()).isEmpty();
    }

    @Test
    void shouldFitTwoNamesOfManyWordsIntoOneTransaction() {
        var words = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
        var before = club(words, Industry.LAW, "Lima");
        var after = club(words.toUpperCase(Locale.ROOT).replace(" ", "0 "), Industry.ARTS, "Lund");

        table.commit(list.enter(before));
        // The club's own write comes with them, and DynamoDB takes a hundred.
        assertThat(list.move(before, after)).hasSizeLessThan(99);
        assertThat(table.commit(list.move(before, after)).done()).isTrue();
    }

    private final List<Slug> slugs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private void enter(String... names) {
        for (var name : names) {
            enter(name, Industry.DESIGN, "Malmö");
        }
    }

    private void enter(String name, Industry industry, String city) {
        table.commit(list.enter(club(name, industry, city)));
    }

    private Club club(String name, Industry industry, String city) {
        var slug = new Slug("club-%03d".formatted(clubs++));
        slugs.add(slug);
        names.add(name);
        return ClubBuilder.club(slug, TestStack.START)
                .name(name)
                .industry(industry)
                .city(city)
                .timezone(ZoneId.of("UTC"))
                .hosts(new MemberId("maya"))
                .build();
    }

    private static Filter search(String text) {
        return new Filter(null, null, FoldedText.of(text));
    }

    private List<String> found(String text) {
        return named(search(text));
    }

    private List<String> named(Filter filter) {
        return named(list.page(filter, null, 100).clubs());
    }

    private List<String> named(List<Slug> found) {
        return found.stream().map(slug -> names.get(slugs.indexOf(slug))).toList();
    }

    private List<Slug> pages(Filter filter, int limit) {
        var all = new ArrayList<Slug>();
        @Nullable String after = null;
        do {
            var page = list.page(filter, after, limit);
            assertThat(page.clubs()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.clubs());
            after = page.next();
        } while (after != null);
        return all;
    }
}
