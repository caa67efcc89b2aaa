package app.clockout.domain;

/** The SHA-256 of a normalised address, in hexadecimal: what keys, messages and logs carry instead of the address. */
public record AddressHash(String value) {
    @Override
    public String toString() {
        return value;
    }
}
