package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.html.HtmlContent;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final String MARKUP = "\"><script>alert('x')</script><b onclick=x>&amp;";

    @Test
    void shouldAllowTheOneStyleSheetByItsHashAndNoScriptAtAll() throws Exception {
        var html = Pages.whole(new Page("x", output -> {}), null);
        var sheet = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(sheet.find()).isTrue();
        var hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(sheet.group(1).getBytes(UTF_8)));

        assertThat(Pages.CONTENT_SECURITY_POLICY.split("; "))
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "style-src 'sha256-" + hash + "'",
                        "img-src 'self' data:",
                        "form-action 'self'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'");
        assertThat(html).doesNotContain("<script", " style=", " onclick", "http://", "https://", "//");
        assertThat(sheet.find()).as("another sheet").isFalse();
    }

    @Test
    void shouldEscapeTheTitle() {
        var html = Pages.whole(new Page(MARKUP, output -> {}), null);

        assertThat(html).contains("<title>").doesNotContain("<script", "<b ");
    }

    @Test
    void shouldEscapeWhatIsTypedInEveryKindOfInput() {
        var fields = Fields.ofForm(Map.of("x", List.of(MARKUP)));
        fields.reject("x", MARKUP);
        var options = new LinkedHashMap<>(Map.of(MARKUP, MARKUP));
        for (var input : List.of(
                FormInput.line(fields, "x", MARKUP, 80),
                FormInput.email(fields, "x", MARKUP),
                FormInput.number(fields, "x", MARKUP),
                FormInput.text(fields, "x", MARKUP, 80),
                FormInput.box(fields, "x", MARKUP),
                FormInput.choice(fields, "x", MARKUP, options),
                FormInput.list(fields, "x", MARKUP, 2, 80))) {
            var html = html(input.hint(MARKUP).autocomplete(MARKUP));

            assertThat(html).as(input.kind()).contains("alert").doesNotContain("<script", "<b ", "=\"\">", "=\"\"&gt;");
        }
    }

    @Test
    void shouldEscapeWhatIsToldOfAProblem() {
        var html = html(output -> Pages.problem(
                (HtmlTemplateOutput) output, Problem.conflict(MARKUP), Map.of(MARKUP, MARKUP), null, MARKUP));

        assertThat(html).contains("alert").doesNotContain("<script", "<b ");
    }

    @Test
    void shouldEscapeWhereASignInLeads() {
        assertThat(html(Pages.signInForm(Fields.none(), "/x?" + MARKUP)))
                .contains("name=\"next\"")
                .doesNotContain("<script", "<b ", "=\"\">", "=\"\"&gt;");
    }

    @Test
    void shouldLeaveOutTheHiddenPathWhereThereIsNone() {
        assertThat(html(Pages.signInForm(Fields.none(), ""))).doesNotContain("next");
    }

    @Test
    void shouldShowEachWhatTheyCanDo() {
        var page = new Page("x", output -> output.writeContent("<p>here</p>"));

        assertThat(Pages.whole(page, null))
                .contains("<p>here</p>", "href=\"/signin\"")
                .doesNotContain("/signout", "/admin");
        assertThat(Pages.whole(page, Somebodies.MAYA))
                .contains("action=\"/signout\"")
                .doesNotContain("href=\"/signin\"", "/admin");
        assertThat(Pages.whole(page, Somebodies.ADA))
                .contains("action=\"/signout\"", "href=\"/admin/waitlist\"")
                .doesNotContain("href=\"/signin\"");
    }

    @Test
    void shouldBeAWholePageInOneLanguageWithATitle() {
        assertThat(Pages.whole(new Page("Who is waiting", output -> {}), null))
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<title>Who is waiting · Clockout</title>", "<main id=\"main\">", "href=\"#main\"")
                .endsWith("</html>\n");
    }

    @Test
    void shouldTieALabelAHintAndAMessageToTheirInput() {
        var fields = Fields.none();
        var plain = html(FormInput.line(fields, "name", "Name", 80).hint("As people call you."));
        assertThat(plain)
                .contains("<label for=\"name\">Name</label>", "id=\"name\"", "maxlength=\"80\"", " required")
                .contains("aria-describedby=\"name-hint\"", "id=\"name-hint\"")
                .doesNotContain("aria-invalid", "optional");

        fields.reject("name", "Please fill this in.");
        assertThat(html(FormInput.line(fields, "name", "Name", 80)
                        .hint("As people call you.")
                        .optional()))
                .contains("aria-invalid=\"true\"", "aria-describedby=\"name-error\"")
                .contains("<p class=\"error\" id=\"name-error\">Please fill this in.</p>", "optional")
                .doesNotContain(" required");
    }

    @Test
    void shouldMarkTheBadEntryOfAListAndLeaveLinesFree() {
        var fields = Fields.ofForm(Map.of("asks", List.of("a mentor", "x".repeat(9))));
        fields.lines("asks", 3, 8);
        var html = html(FormInput.list(fields, "asks", "Looking for", 3, 8));

        assertThat(html.split("<input", -1)).hasSize(1 + 3);
        assertThat(html.split("aria-invalid=\"true\"", -1)).hasSize(2);
        assertThat(html.substring(html.indexOf("Looking for 2"))).contains("aria-invalid=\"true\"");
        assertThat(html).contains("At most 8 characters, please.");
    }

    @Test
    void shouldBringBackWhatWasChosenAndTicked() {
        var fields = Fields.ofForm(Map.of("city", List.of("lund"), "consent", List.of("on")));
        var options = new LinkedHashMap<String, String>();
        options.put("malmo", "Malmö");
        options.put("lund", "Lund");

        assertThat(html(FormInput.choice(fields, "city", "City", options)))
                .contains("<option value=\"malmo\">Malmö</option>", "<option value=\"lund\" selected>Lund</option>");
        assertThat(html(FormInput.box(fields, "consent", "Yes"))).contains(" checked");
        assertThat(html(FormInput.box(Fields.none(), "consent", "Yes"))).doesNotContain(" checked");
    }

    @Test
    void shouldWriteInstantsInUtcToTheMillisecond() {
        assertThat(Instants.rfc3339(Instant.parse("2027-01-14T23:30:00Z"))).isEqualTo("2027-01-14T23:30:00Z");
        assertThat(Instants.rfc3339(Instant.parse("2027-01-14T23:30:00.123456789Z")))
                .isEqualTo("2027-01-14T23:30:00.123Z");
    }

    private static String html(FormInput input) {
        return html(input.html());
    }

    private static String html(HtmlContent content) {
        var html = new StringOutput();
        content.writeTo(new OwaspHtmlTemplateOutput(html));
        return html.toString();
    }
}
