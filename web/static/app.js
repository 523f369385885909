// Everything works without scripts; these only save steps.
import { copying } from "./copy.js";
import { fold } from "./fold.js";
import { forms } from "./forms.js";
import { keys } from "./keys.js";
import { recent } from "./recent.js";
import { selection } from "./selection.js";
import { spy } from "./spy.js";
import { theme } from "./theme.js";

document.documentElement.classList.add("js");
copying();
fold();
forms();
keys();
recent();
selection();
spy();
theme();
