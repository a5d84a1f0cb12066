"""Editors' lists: which pages to mend next. `registry` is what there is, `own` the lists of Sanad, `views` shows them."""
