#include <curl/curl.h>

// Swift calls no function with a variable number of arguments, so each kind of value has its own.

static inline CURLcode attune_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode attune_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode attune_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode attune_curl_set_source(CURL *handle, curl_read_callback read, void *source) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, read);
  if (code != CURLE_OK) return code;
  code = curl_easy_setopt(handle, CURLOPT_READDATA, source);
  if (code != CURLE_OK) return code;
  return curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
}

static inline CURLcode attune_curl_answer(CURL *handle, long *code) {
  return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, code);
}
