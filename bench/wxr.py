"""Writes an export of WordPress with so many posts of about 1 KB of text, 2 KB with their markup, the same for the same number. wxr.py N"""
import random, sys

count = int(sys.argv[1])
dice = random.Random(1)
words = ("water town council river evening bridge school market train court report minister farm harbour storm road vote "
         "budget museum concert match player season doctor hospital study field winter summer street").split()
people = [f"Ada Number{n}" for n in range(40)]
out = sys.stdout
out.write("""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A site</title><link>https://site.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://site.example</wp:base_site_url>
<wp:base_blog_url>https://site.example</wp:base_blog_url>
""")


def sentence(length):
    return " ".join(dice.choice(words) for _ in range(length)).capitalize() + "."


for n in range(1, count + 1):
    title = f"{sentence(5)[:-1]} {n}"
    slug = title.lower().replace(" ", "-")
    day = f"20{10 + n * 15 // count:02}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    hour = f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}:{dice.randint(0, 59):02}"
    body = "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{sentence(18)} <strong>{sentence(3)}</strong> {sentence(20)}</p>\n<!-- /wp:paragraph -->"
        for _ in range(3))
    tags = "".join(f'<category domain="post_tag" nicename="{tag}"><![CDATA[{tag.capitalize()}]]></category>'
                   for tag in dice.sample(words, 2))
    section = dice.choice(["world", "politics", "business", "culture", "science", "sport"])
    out.write(f"""<item><title><![CDATA[{title}]]></title><link>https://site.example/{day[:4]}/{day[5:7]}/{slug}/</link>
<dc:creator><![CDATA[{dice.choice(people)}]]></dc:creator><guid isPermaLink="false">https://site.example/?p={n}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[{sentence(8)}]]></excerpt:encoded>
<wp:post_id>{n}</wp:post_id><wp:post_date><![CDATA[{day} {hour}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{day} {hour}]]></wp:post_date_gmt><wp:post_modified_gmt><![CDATA[{day} {hour}]]></wp:post_modified_gmt>
<wp:post_name><![CDATA[{slug}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password></wp:post_password>
<category domain="category" nicename="{section}"><![CDATA[{section.capitalize()}]]></category>{tags}</item>
""")
out.write("</channel></rss>\n")
