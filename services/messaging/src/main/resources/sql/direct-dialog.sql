select id from dialogs where direct_pair = :#direct_pair
