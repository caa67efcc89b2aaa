package app.clockout.messages;

import app.clockout.domain.MemberId;
import app.clockout.messages.Worker.NotNowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Messages about many people, fifty to a message and ten messages to a call, in whatever portions they
 * come: 40,000 people are 80 calls. It holds no more than one call's worth.
 */
public final class FanOut {
    private static final int PEOPLE_A_MESSAGE = 50;

    private final Queue queue;
    private final Function<List<MemberId>, Message> message;
    private final List<MemberId> people = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    /** @param message what is to be sent about some people */
    public FanOut(Queue queue, Function<List<MemberId>, Message> message) {
        this.queue = queue;
        this.message = message;
    }

    /**
     * One more person.
     *
     * @throws NotNowException where a message could not be sent; doing it all again sends others twice
     */
    public void add(MemberId member) {
        people.add(member);
        if (people.size() == PEOPLE_A_MESSAGE) {
            closeMessage();
        }
    }

    /**
     * That was everybody: sends what is left.
     *
     * @throws NotNowException like {@link #add}
     */
    public void finish() {
        if (!people.isEmpty()) {
            closeMessage();
        }
        send();
    }

    private void closeMessage() {
        bodies.add(Messages.write(message.apply(people)));
        people.clear();
        if (bodies.size() == Queue.BATCH) {
            send();
        }
    }

    private void send() {
        if (!queue.send(bodies).isEmpty()) {
            throw new NotNowException("Not everybody's message could be sent.");
        }
        bodies.clear();
    }
}
