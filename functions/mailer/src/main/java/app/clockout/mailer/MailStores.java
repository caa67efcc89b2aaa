package app.clockout.mailer;

import app.clockout.mailer.delivery.MailLedgerStore;
import app.clockout.table.ClubList;
import app.clockout.table.Clubs;
import app.clockout.table.DailyCounters;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Links;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;

/** Where it is looked up which mail is right; made once for a worker. */
final class MailStores {
    final People people;
    final AddressMailStore addresses;
    final Links links;
    final Waitlist waitlist;
    final Clubs clubs;
    final ClubList clubList;
    final Memberships memberships;
    final Events events;
    final EventList eventList;
    final Seats seats;
    final DailyCounters figures;
    final MailLedgerStore ledger;

    MailStores(Table table) {
        people = new People(table);
        addresses = new AddressMailStore(table);
        links = new Links(table);
        waitlist = new Waitlist(table);
        clubs = new Clubs(table);
        clubList = new ClubList(table);
        memberships = new Memberships(table);
        events = new Events(table);
        eventList = new EventList(table);
        seats = new Seats(table);
        figures = new DailyCounters(table);
        ledger = new MailLedgerStore(table);
    }
}
