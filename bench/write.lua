-- Creates stories and publishes each: for wrk, with a token as its argument. An answer to the one is the order for the
-- other, so that two requests a story are under way over all connections.
local threads = {}
function setup(thread) table.insert(threads, thread) end

local text = string.rep("<p>" .. string.rep("Water stood in the streets of the old town until the evening. ", 8) .. "</p>", 4)

function init(args)
  token = args[1]
  waiting, number, published, refused = {}, 0, 0, 0
  begun = os.time() .. "-" .. tostring(waiting):sub(-6)
  sign = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
end

function request()
  local id = table.remove(waiting)
  if id then return wrk.format("POST", "/api/v1/stories/" .. id .. "/publish", sign, "") end
  number = number + 1
  local body = string.format([[{"edition":"en","kind":"news","section":"world","headline":"Water %s number %d",
    "standfirst":"It stood until the evening, and then it went.","bylines":["Edda Marsh"],
    "topics":["Floods","Rivers"],"body_html":"%s"}]], begun, number, text)
  return wrk.format("POST", "/api/v1/stories", sign, body)
end

function response(status, headers, body)
  if status == 201 then
    table.insert(waiting, body:match('"id":"([^"]+)"'))
  elseif status == 200 then
    published = published + 1
  else
    refused = refused + 1
    if refused == 1 then why = body end
  end
end

function done(summary, latency, requests)
  local count, refused, why = 0, 0, nil
  for _, thread in ipairs(threads) do
    count = count + thread:get("published")
    refused = refused + thread:get("refused")
    why = why or thread:get("why")
  end
  print(string.format("published %d in %.3f s", count, summary.duration / 1e6))
  if refused > 0 then print("refused " .. refused .. ", the first: " .. tostring(why)) end
end
