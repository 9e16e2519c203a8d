int parlance_placeholder;
