"""Downloads from Meta's Ad Library API: questions, answers, and the ads of them."""
