package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MailChoice;
import app.clockout.domain.MemberId;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.local.journey.MeetingWalk.Measure;
import app.clockout.local.journey.Network.Reply;
import app.clockout.table.Secrets;
import app.clockout.table.Table;

/** One walk through what can be asked for about one's mail: which, at which address, and who gets none. */
final class MailWalk {
    private final Network network;
    private final Measure measure;

    MailWalk(Network network, Measure measure) {
        this.network = network;
        this.measure = measure;
    }

    /**
     * The walk.
     *
     * @param member a session
     * @param address the one that the member has
     * @param other one that the member moves to
     * @param founder a session of an admin
     */
    void walk(String member, String address, String other, String founder) {
        choices(member);
        feedback(address, founder);
        address(member, address, other);
    }

    private void choices(String member) {
        var environment = network.environment("MailSettingsFunction");
        var tokens = new UnsubscribeTokens(Secrets.links(new Table(environment), environment));
        var link =
                "/u/" + tokens.token(new MemberId(member.substring(0, member.indexOf('.'))), MailChoice.REMINDERS, 1);
        measure("GET /u/{token}", () -> ok(200, network.get(link)));
        measure("POST /u/{token}", () -> ok(200, network.post(link, "{\"List-Unsubscribe\":\"One-Click\"}")));
        measure("GET /me/mail-preferences", () -> ok(200, network.get("/me/mail-preferences", member)));
        var all = "{\"reminders\":false,\"invitations\":false,\"suggestions\":false}";
        measure("PUT /me/mail-preferences", () -> ok(200, network.put("/me/mail-preferences", all, "*", member)));
    }

    private void feedback(String address, String founder) {
        told("a complaint", "complaint", address);
        for (int i = 0; i < 4; i++) {
            told("a transient bounce", "bounce", address);
        }
        told("one too many of a complainer", "bounce", address);
        measure("GET /admin/suppressions", () -> ok(200, network.get("/admin/suppressions", founder)));
        measure(
                "POST /admin/suppressions/lift",
                () -> ok(204, network.post("/admin/suppressions/lift", "{\"email\":\"" + address + "\"}", founder)));
    }

    private void told(String name, String type, String address) {
        measure.of(
                "mail-feedback: " + name,
                "queue mail-feedback",
                () -> ok(
                        200,
                        network.post(
                                "/_local/feedback",
                                "{\"type\":\"%s\",\"address\":\"%s\",\"permanent\":false}".formatted(type, address))));
    }

    private void address(String member, String address, String other) {
        measure("GET /me/email", () -> ok(200, network.get("/me/email", member)));
        measure(
                "POST /me/email",
                () -> ok(202, network.post("/me/email", "{\"email\":\"" + other + "\"}", member)),
                "mail: a change of address, two mails");
        assertThat(network.inbox(address, "address-change-asked")).hasSize(1);
        var token = network.token(other, "confirm-address");
        measure("GET /me/email/confirm", () -> ok(200, network.get("/me/email/confirm?token=" + token)));
        measure(
                "POST /me/email/confirm",
                () -> ok(200, network.post("/me/email/confirm", "{\"token\":\"" + token + "\"}")));
        assertThat(network.get("/me/email", member).json().get("email").asText())
                .isEqualTo(other);
    }

    private void measure(String route, Runnable action, String... consequences) {
        measure.of(route, route, action, consequences);
    }

    private static void ok(int status, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    }
}
