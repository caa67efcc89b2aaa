package app.clockout.local.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.clubs.ClubListStore;
import app.clockout.clubs.ClubListStore.Filter;
import app.clockout.domain.Club;
import app.clockout.domain.Details;
import app.clockout.domain.Event;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.environment.Environment;
import app.clockout.local.LocalRuntime;
import app.clockout.local.Options;
import app.clockout.local.emulators.ProjectRoot;
import app.clockout.local.emulators.TableInProcess;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.fixture.Client;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.EventList;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.WaitlistKeys;
import app.clockout.table.Write;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class MigrationTest {
    private final TestStack stack = TestStack.fresh();
    private final Environment environment = stack.environment("ClubsFunction");
    private final Table table = new Table(environment);
    private final ClubListStore clubs = new ClubListStore(table);
    private final EventList events = new EventList(table);
    private final OldRows old = new OldRows(table, TestStack.START);
    private final List<String> said = new ArrayList<>();
    private final List<Club> all = new ArrayList<>();
    private final Event event;

    MigrationTest() {
        all.add(old.club("water", "काला पानी", "पटना"));
        all.add(old.club("arts", "कला केंद्र", "पाटन"));
        all.add(old.club("tokyo", "東京がっこうクラブ Tokyo", "東京"));
        all.add(old.club("malmo", "Malmö Design", "Malmö"));
        all.add(old.club("malta", "Ħamrun Readers", "Ħamrun"));
        event = old.event(all.getFirst(), "पुणे");
        old.waiting("asha", 1, "पटना");
        old.waiting("bela", 2, "पाटन");
        old.waiting("ole", 3, "Malmö");
    }

    @BeforeEach
    void shouldHaveWrittenOldRows() {
        assertThat(cities())
                .containsExactly(Map.entry("asha", "पटन"), Map.entry("bela", "पटन"), Map.entry("ole", "malmo"));
    }

    @Test
    void shouldFindWhatWasFoldedAsBeforeUntilItIsDone() {
        assertThat(found("malmo", null)).containsExactly("malmo");
        assertThat(found("tokyo", null)).containsExactly("tokyo");
        assertThat(found(null, null)).hasSize(5);
        assertThat(found(null, "MALMÖ")).containsExactly("malmo");
        assertThat(listed(null)).containsExactly(event.id().value());
    }

    @Test
    void shouldFindByTheNewFoldingOnceItIsDone() {
        migrate(500);

        assertThat(found("कला", null)).containsExactly("arts");
        assertThat(found("काला", null)).containsExactly("water");
        assertThat(found(null, "पटना")).containsExactly("water");
        assertThat(found(null, "पाटन")).containsExactly("arts");
        assertThat(found(null, "पटन")).isEmpty();
        assertThat(found("がっこう", null)).containsExactly("tokyo");
        assertThat(found("かっこう", null)).isEmpty();
        assertThat(found("tokyo", "東京")).containsExactly("tokyo");
        assertThat(found("hamrun", "hamrun")).containsExactly("malta");
        assertThat(found("malmo", "MALMÖ")).containsExactly("malmo");
        assertThat(found(null, null)).hasSize(5);
        assertThat(listed("पुणे")).containsExactly(event.id().value());
        assertThat(listed("पेन")).isEmpty();
        assertThat(listed(null)).containsExactly(event.id().value());
        assertThat(cities())
                .containsExactly(Map.entry("asha", "पटना"), Map.entry("bela", "पाटन"), Map.entry("ole", "malmo"));
        assertThat(said)
                .anySatisfy(line ->
                        assertThat(line).startsWith("fold-by-script: done, ").endsWith(" changed"));
    }

    @Test
    void shouldLeaveTheRowsThatAnUnchangedVersionWouldWrite() {
        migrate(500);

        var should = new TreeMap<String, @Nullable String>();
        all.forEach(club ->
                ClubListStore.rows(club).forEach((key, row) -> should.put(key.toString(), row.textOrNull("called"))));
        var are = new TreeMap<String, @Nullable String>();
        stack.items().stream()
                .filter(row -> text(row, Key.PARTITION).startsWith("CLUBS#"))
                .forEach(row -> are.put(
                        new Key(text(row, Key.PARTITION), text(row, Key.SORT)).toString(),
                        row.containsKey("called") ? row.get("called").s() : null));
        assertThat(are).isEqualTo(should);
    }

    @Test
    void shouldDoNothingASecondTime() {
        migrate(500);
        var after = stack.items();
        said.clear();

        migrate(500);

        assertThat(stack.items()).containsExactlyInAnyOrderElementsOf(after);
        var when = environment.clock().instant();
        assertThat(said).containsExactly("fold-by-script: done on " + when, "unchosen-clocks: done on " + when);
    }

    @Test
    void shouldComeToTheSameWhereverItWasStopped() {
        migrate(500);
        var whole = rows(stack);

        for (int pages = 1; pages < 9; pages += 3) {
            var other = new MigrationTest();
            var killed = other.stopped(pages);
            assertThatThrownBy(() -> killed.run(other.said::add)).hasMessage("killed");
            other.migrate(7);

            assertThat(rows(other.stack)).isEqualTo(whole);
            assertThat(other.said).anyMatch(line -> line.endsWith("goes on where it was stopped"));
        }
    }

    @Test
    void shouldTakeUtcFromWhoNeverChoseAClockAndLeaveTheOthersTheirs() {
        var people = new People(table);
        var person = old.waiting("nia", 4, "Delhi");
        for (var zone : List.of("UTC", "Asia/Kolkata")) {
            var said = person.details();
            var id = new MemberId(zone.toLowerCase(Locale.ROOT).replace('/', '-'));
            table.commit(people.arrive(PersonBuilder.person(id.value(), TestStack.START)
                    .details(new Details(
                            said.name(),
                            said.industry(),
                            said.role(),
                            said.city(),
                            ZoneId.of(zone),
                            "",
                            List.of(),
                            List.of()))
                    .build()));
        }

        migrate(500);

        assertThat(people.person(new MemberId("utc")).orElseThrow().details().timezone())
                .isNull();
        assertThat(people.person(new MemberId("asia-kolkata"))
                        .orElseThrow()
                        .details()
                        .timezone())
                .isEqualTo(ZoneId.of("Asia/Kolkata"));
    }

    @Test
    void shouldGoThroughTheRowsOfClubsAndEventsThatAreNoMore() {
        table.write(Write.put(Item.at(new Key("CLUBS#*#*", "NAME#gone #gone"))));
        table.write(Write.put(Item.at(new Key("EVENTS#*#*", "1800000000000#gone_abcdefgh234567ij"))));

        migrate(500);

        assertThat(found(null, null)).hasSize(5);
        assertThat(listed(null)).containsExactly(event.id().value());
    }

    @Test
    void shouldFindTheTableOfAStackAndOfNoOther() {
        var client = environment.client(DynamoDbClient.builder());

        assertThat(Migration.tableOf(client, stack.tableName())).isEmpty();
    }

    @Test
    @Timeout(120)
    void shouldRaiseNoMailInARunningNetwork() throws InterruptedException {
        try (var runtime = LocalRuntime.start(Options.of(ProjectRoot.find().resolve("template.yaml")));
                var client = new Client(runtime.address())) {
            var rows =
                    new OldRows(new Table(environment(runtime)), runtime.clock().instant());
            var club = rows.club("water", "काला पानी", "पटना");
            rows.event(club, "पुणे");
            rows.waiting("asha", 1, "पटना");
            assertThat(runtime.settle(Duration.ofSeconds(30))).isTrue();
            assertThat(runtime.mails().recipients("on-the-waitlist")).containsExactly("asha@example.com");
            int mails = runtime.mails().mails().size();

            var answer = client.post("/_local/migrate", "");

            assertThat(answer.body()).startsWith("fold-by-script: done, ").doesNotContain(" 0 changed");
            assertThat(runtime.settle(Duration.ofSeconds(30))).isTrue();
            assertThat(runtime.mails().mails()).hasSize(mails);
            assertThat(client.json("/clubs?city=%E0%A4%AA%E0%A4%9F%E0%A4%A8%E0%A4%BE", "accept", "application/json")
                            .path("items"))
                    .hasSize(1);
        }
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name)).s();
    }

    private static Environment environment(LocalRuntime runtime) {
        return new Environment(Map.of("TABLE_NAME", "Table"), runtime.clock(), new SecureRandom(), builder -> {
            builder.region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                    .endpointOverride(runtime.table().endpoint());
            TableInProcess.connect(builder, runtime.table());
        });
    }

    private void migrate(int atOnce) {
        new Migration(environment, atOnce, Migration.all(environment)).run(said::add);
    }

    /** A migration whose process ends while it works on some page. */
    private Migration stopped(int pages) {
        var real = Migration.all(environment).getFirst();
        var left = new int[] {pages};
        return new Migration(environment, 7, List.of(new Step(real.name(), page -> {
            long mended = real.rows().mend(page);
            if (left[0]-- == 0) {
                throw new IllegalStateException("killed");
            }
            return mended;
        })));
    }

    /** All rows as text, but for the step's own, and for the figures, which lie where chance puts them. */
    private static List<String> rows(TestStack stack) {
        return stack.items().stream()
                .filter(row -> !text(row, Key.PARTITION).startsWith("MIGRATION#")
                        && !text(row, Key.PARTITION).equals("STATS"))
                .map(row -> new TreeMap<>(row).toString())
                .sorted()
                .toList();
    }

    private List<String> found(@Nullable String search, @Nullable String city) {
        var filter = new Filter(
                null, city == null ? null : FoldedText.of(city), search == null ? null : FoldedText.of(search));
        return clubs.page(filter, null, 50).clubs().stream()
                .map(Object::toString)
                .toList();
    }

    private List<String> listed(@Nullable String city) {
        var filter = new EventList.Filter(Industry.LAW, city == null ? null : FoldedText.of(city));
        return events.publicOnes(filter, TestStack.START, null, 50).events().stream()
                .map(Object::toString)
                .toList();
    }

    private Map<String, String> cities() {
        var cities = new TreeMap<String, String>();
        table.between(WaitlistKeys.partition(0), "0", "9")
                .forEach(row -> cities.put(WaitlistKeys.member(row).value(), row.text("city")));
        return cities;
    }
}
