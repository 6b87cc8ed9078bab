package org.masora.hub.paratext;

/** How a service words a refusal: the Registry in JSON, the Archives as plain text. */
enum Surface {
    REGISTRY {
        @Override
        Answer refusal(Refused refused) {
            return Answer.json(refused.status(), new Words(refused.code(), refused.text()))
                    .with(refused.headers());
        }
    },
    ARCHIVES {
        @Override
        Answer refusal(Refused refused) {
            return Answer.text(refused.status(), refused.text()).with(refused.headers());
        }
    };

    @SuppressWarnings("UnusedVariable") // Jackson reads the parts
    private record Words(String error, String error_description) {}

    abstract Answer refusal(Refused refused);
}
