/**
 * Lambda without an account: a function's built zip, run by Amazon's own runtime interface client in a process of its own, behind a
 * small server of the Runtime API, with Lambda's Invoke API in front.
 */
@NullMarked
package app.clockout.local.emulators.lambda;

import org.jspecify.annotations.NullMarked;
