/** What the network is about: people, their standing, places in the queue, links. Pure rules; no AWS, no JSON. */
@NullMarked
package app.clockout.domain;

import org.jspecify.annotations.NullMarked;
