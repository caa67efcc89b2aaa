package app.clockout.web;

/**
 * Where the network is, for what leaves it: calendars and QR codes. That is the domain it was given; without one, the name that the
 * gateway was asked at, since a function cannot be told the address of the API that is made of the functions behind it.
 */
public final class OwnAddress {
    private final String domain;

    /** @param domain such as {@code clockout.example}; empty for none */
    public OwnAddress(String domain) {
        this.domain = domain;
    }

    /** Such as {@code https://clockout.example}. */
    public String at(Request request) {
        return domain.isEmpty() ? request.gateway() : "https://" + domain;
    }
}
