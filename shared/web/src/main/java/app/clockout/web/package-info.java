/**
 * The way of a request over HTTP, the same for every function: one place decodes, one checks who may do what, one
 * escapes, one says what went wrong.
 */
@NullMarked
package app.clockout.web;

import org.jspecify.annotations.NullMarked;
