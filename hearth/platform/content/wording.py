"""Words for the codes that definitions choose among."""

from hearth.kernel.words import N_


WORDS_OF_CODES = {
    "country": N_("As usual in the country"),
    "12": N_("12 hours (2:05 pm)"),
    "24": N_("24 hours (14:05)"),
    "monday": N_("Monday"),
    "sunday": N_("Sunday"),
    "saturday": N_("Saturday"),
    "us": N_("Fahrenheit, pounds, inches"),
    "metric": N_("Celsius, kilograms, sugar in mg/dL"),
    "metric-mmol": N_("Celsius, kilograms, sugar in mmol/L"),
    "en": "English",
    "es": "Español",
    "routine": N_("Routine"),
    "important": N_("Important"),
    "urgent": N_("Urgent"),
    "asap": N_("As soon as possible"),
    "stat": N_("At once"),
    "not-done": N_("Not done"),
    "refused": N_("Refused"),
    "not-applicable": N_("Not applicable"),
    "safety": N_("Someone may be unsafe"),
    "legal": N_("A clock of law or prescriber"),
    "promise": N_("A promise to a person"),
    "change": N_("A resident changed"),
    "order": N_("An order or the pharmacy waits"),
    "plan": N_("Plan or evaluation"),
    "paperwork": N_("Paperwork"),
    "independent": N_("Independent living"),
    "assisted": N_("Assisted living"),
    "memory-care": N_("Memory care"),
    "nursing": N_("Skilled nursing"),
    "adult-day": N_("Adult day"),
    "home-care": N_("Home care"),
}
