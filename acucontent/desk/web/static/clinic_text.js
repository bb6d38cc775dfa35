// The script of the text of a clinic's file that has no form. Everything works without it.
"use strict";

const summary = document.getElementById("summary");

/** Return whether the desk answers, and say why if it does not. */
async function ask() {
  let status;
  try {
    const answer = await fetch("/clinics");
    if (answer.ok && !answer.redirected) return true;
    status = answer.redirected ? 401 : answer.status; // it leads to the page for the token
  } catch {
    // there is no answer
  }
  summary.textContent = explainFailure(status);
  return false;
}

keepEntered(document.getElementById("text"), ask);
