"""What a link to a page looks like on other sites and in messengers: a title, a description, and a picture made of the title."""
