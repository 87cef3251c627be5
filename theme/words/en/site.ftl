kind-news = News
